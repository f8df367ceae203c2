import { Agent } from 'node:http';
import { progress, table } from '../report.ts';
import { callAll } from './call-keys.ts';
import type { Subject } from './measure-load.ts';
import type { SigningKey } from './presign.ts';

/** Each key is called so often: what the first calls leave behind is not the cache's. */
const CALLS_A_KEY = 2;

/** What a key in the cache takes: the gateway's memory with few and with many in it, both filled by calls. */
export async function measureCache(
  { port, serving }: Subject,
  keys: readonly SigningKey[],
  few: number,
): Promise<string> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const sizes = [few, keys.length];
  const looks = [];
  for (const size of sizes) {
    progress(`filling the cache with ${size.toLocaleString('en')} keys`);
    for (let call = 0; call < CALLS_A_KEY; call++) await callAll(port, agent, keys.slice(0, size));
    looks.push({ size, ...(await serving.memory()) });
  }
  agent.destroy();
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was measured');
  const aKey = (last.heapBytes - first.heapBytes) / (last.size - first.size);
  const rows = looks.map(({ size, heapBytes, rssBytes }) => [
    size.toLocaleString('en'),
    (heapBytes / 2 ** 20).toFixed(1),
    (rssBytes / 2 ** 20).toFixed(1),
  ]);
  return `${table(['keys in the cache', 'heap MiB', 'process MiB'], rows)}\n\nA key in the cache takes ${aKey.toFixed(0)} bytes of the heap.`;
}
