import { freePort } from '@countersign/testing';
import { fillTable } from '../keys/fill-table.ts';
import { median, progress, table } from '../report.ts';
import type { Teardown } from '../run-bench.ts';
import { prepareGateways } from './gateways.ts';
import { type LoadOptions, measureInTurn, type Sample, type Subject } from './measure-load.ts';

/** Much smaller than the hot set: with the keys in turn, every request finds its key dropped again. */
const CACHE_THAT_ALWAYS_MISSES = 100;

/** The same hot set of keys among more and more others, and what a request costs whose key is not in the cache. */
export async function measureKeyCount(
  all: Teardown,
  {
    folder,
    upstreamPort,
    hotKeys,
    ...options
  }: Omit<LoadOptions, 'keys'> & {
    readonly upstreamPort: number;
    readonly hotKeys: number;
    readonly rounds: number;
  },
): Promise<string> {
  const subjects: { subject: Subject; options: LoadOptions }[] = [];
  for (const others of [0, 1_000_000]) {
    progress(`filling a table with ${others.toLocaleString('en')} keys besides ${hotKeys}`);
    const { keys, startGateway } = await prepareGateways(all, upstreamPort, hotKeys, async (database) => {
      if (others > 0) await fillTable(database, others);
    });
    const add = async (name: string, settings: Record<string, string>) => {
      const port = await freePort();
      const serving = await startGateway(port, settings);
      all.teardown(() => serving.stop());
      subjects.push({ subject: { name, port, serving, store: null }, options: { folder, keys, ...options } });
    };
    const total = (others + hotKeys).toLocaleString('en');
    await add(`${total} keys in the table`, {});
    if (others > 0)
      await add(`${total} keys, and none is in the cache`, {
        MAX_CACHED_KEYS: String(CACHE_THAT_ALWAYS_MISSES),
      });
  }
  const samples = await measureInTurn(subjects, options.rounds, progress);
  const rows = subjects.map(({ subject }) => {
    const of = (value: (sample: Sample) => number) => median((samples.get(subject) ?? []).map(value));
    return [
      subject.name,
      of(({ cpuUs }) => cpuUs).toFixed(0),
      of(({ databaseUs }) => databaseUs).toFixed(0),
      (of(({ p50Us }) => p50Us) / 1_000).toFixed(2),
      (of(({ p99Us }) => p99Us) / 1_000).toFixed(2),
    ];
  });
  return table([`${hotKeys} keys in use`, 'CPU µs each', 'PostgreSQL µs each', 'p50 ms', 'p99 ms'], rows);
}
