import { median, progress, table } from '../report.ts';
import type { Teardown } from '../run-bench.ts';
import { type LoadOptions, measureInTurn, type Sample, type Subject } from './measure-load.ts';
import { type PEERS, type Peer, type PeerDeps, startPeer } from './peers.ts';
import { nextNonce, type SigningKey, signedRequest } from './presign.ts';

/** What each peer takes, side by side. */
export async function comparePeers(
  all: Teardown,
  kinds: readonly (typeof PEERS)[number][],
  deps: PeerDeps,
  { rounds, ...load }: Omit<LoadOptions, 'folder' | 'keys'> & { readonly rounds: number },
): Promise<{ report: string; samples: ReadonlyMap<Subject, readonly Sample[]> }> {
  const peers: Peer[] = [];
  const missing: string[] = [];
  for (const kind of kinds) {
    const needs = kind.needs();
    if (needs.length > 0) {
      missing.push(`${kind.name}: not measured, because this machine lacks ${needs.join(', ')}`);
      continue;
    }
    const peer = await startPeer(kind, deps);
    all.teardown(() => Promise.all([peer.serving.stop(), peer.store?.stop()]));
    await proveThatItWorks(peer, deps.keys[0] as SigningKey);
    peers.push(peer);
  }
  const { folder, keys } = deps;
  const options = { folder, keys, ...load };
  const samples = await measureInTurn(
    peers.map((subject) => ({ subject, options })),
    rounds,
    progress,
  );
  return { report: [tableOf(peers, samples), ...missing].join('\n'), samples };
}

/** A peer that forwards nothing, or everything, would make a splendid figure. */
async function proveThatItWorks({ name, port, refusesReplays }: Peer, key: SigningKey): Promise<void> {
  const [head = '', body = ''] = signedRequest(key, nextNonce()).split('\r\n\r\n');
  const [, ...lines] = head.split('\r\n');
  const headers = lines
    .map((line) => line.split(': ') as [string, string])
    .filter(([header]) => !['host', 'content-length'].includes(header));
  const call = async () => {
    const options = { method: 'POST', headers, body, signal: AbortSignal.timeout(10_000) };
    return (await fetch(`http://127.0.0.1:${port}/v2/auth/r/wallets`, options)).status;
  };
  const statuses = [await call(), await call()];
  const expected = [200, refusesReplays ? 500 : 200];
  if (statuses.join() !== expected.join()) throw new Error(`${name} answered ${statuses}, not ${expected}`);
}

function tableOf(peers: readonly Peer[], samples: ReadonlyMap<Subject, readonly Sample[]>): string {
  const of = (peer: Peer, value: (sample: Sample) => number) => median((samples.get(peer) ?? []).map(value));
  const proxy = peers.find(({ name }) => name.startsWith('@fastify'));
  const base = proxy === undefined ? Number.NaN : of(proxy, ({ cpuUs }) => cpuUs);
  const rows = peers.map((peer) => {
    const cpuUs = of(peer, (sample) => sample.cpuUs);
    const storeUs = of(peer, ({ databaseUs, storeUs }) => (peer.usesDatabase ? databaseUs : storeUs));
    return [
      peer.name,
      Math.round(of(peer, ({ perSecond }) => perSecond)).toLocaleString('en'),
      (of(peer, ({ p50Us }) => p50Us) / 1_000).toFixed(2),
      (of(peer, ({ p99Us }) => p99Us) / 1_000).toFixed(2),
      cpuUs.toFixed(0),
      (cpuUs / base).toFixed(2),
      peer.usesDatabase || peer.store !== null ? storeUs.toFixed(0) : '-',
    ];
  });
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs each', 'to http-proxy', 'its store, µs each'];
  return table(head, rows);
}
