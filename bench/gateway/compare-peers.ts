import { join } from 'node:path';
import { median, progress, table } from '../report.ts';
import type { Teardown } from '../teardown.ts';
import { type PEERS, type Peer, type PeerDeps, startPeer } from './peers.ts';
import { nextNonce, presign, type SigningKey, signedRequest } from './presign.ts';
import { cpuMsOf, processesNamed } from './processes.ts';
import { type LoadResult, runWrk } from './run-wrk.ts';

export type CompareOptions = {
  readonly seconds: number;
  readonly rounds: number;
  readonly connections: number;
};

/** More requests a second than anything here can take: a request that comes twice is a replay, not load. */
const MOST_A_SECOND = 30_000;
const WARM_UP_SECONDS = 3;

type Sample = LoadResult & { readonly cpuUs: number; readonly databaseUs: number; readonly storeUs: number };

/** Measures all peers in turn, several times round, so that whatever else the machine does falls on all of them. */
export async function comparePeers(
  all: Teardown,
  kinds: readonly (typeof PEERS)[number][],
  deps: PeerDeps,
  options: CompareOptions,
): Promise<string> {
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
  const samples = new Map<Peer, Sample[]>(peers.map((peer) => [peer, []]));
  for (const peer of peers) {
    progress(`warming up: ${peer.name}`);
    await measure(peer, deps, { ...options, seconds: WARM_UP_SECONDS });
  }
  for (let round = 1; round <= options.rounds; round++) {
    for (const peer of peers) {
      progress(`round ${round} of ${options.rounds}: ${peer.name}`);
      samples.get(peer)?.push(await measure(peer, deps, options));
    }
  }
  return [tableOf(samples), ...missing].join('\n');
}

async function measure(peer: Peer, deps: PeerDeps, options: CompareOptions): Promise<Sample> {
  const requests = join(deps.folder, 'requests');
  presign(requests, deps.keys, options.seconds * MOST_A_SECOND);
  const used = () => ({
    serving: cpuMsOf(peer.serving.pids()),
    database: cpuMsOf(processesNamed('postgres')),
    store: cpuMsOf(peer.store?.pids() ?? []),
  });
  const before = used();
  const result = await runWrk({ port: peer.port, requests, ...options });
  const after = used();
  if (result.refused + result.broken > 0) {
    throw new Error(`${peer.name}: ${result.refused} refused, ${result.broken} without an answer`);
  }
  const each = (name: keyof typeof before) => ((after[name] - before[name]) * 1_000) / result.requests;
  return { ...result, cpuUs: each('serving'), databaseUs: each('database'), storeUs: each('store') };
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

function tableOf(samples: ReadonlyMap<Peer, readonly Sample[]>): string {
  const of = (peer: Peer, value: (sample: Sample) => number) => median((samples.get(peer) ?? []).map(value));
  const proxy = [...samples.keys()].find(({ name }) => name.startsWith('@fastify'));
  const base = proxy === undefined ? Number.NaN : of(proxy, ({ cpuUs }) => cpuUs);
  const rows = [...samples.keys()].map((peer) => {
    const cpuUs = of(peer, (sample) => sample.cpuUs);
    return [
      peer.name,
      Math.round(of(peer, ({ requests, micros }) => (requests * 1e6) / micros)).toLocaleString('en'),
      (of(peer, ({ p50Us }) => p50Us) / 1_000).toFixed(2),
      (of(peer, ({ p99Us }) => p99Us) / 1_000).toFixed(2),
      cpuUs.toFixed(0),
      (cpuUs / base).toFixed(2),
      peer.refusesReplays
        ? storesOf(
            of(peer, (sample) => sample.databaseUs),
            of(peer, (sample) => sample.storeUs),
            peer,
          )
        : '-',
    ];
  });
  const head = ['', 'requests/s', 'p50 ms', 'p99 ms', 'CPU µs each', 'to http-proxy', 'its store, µs each'];
  return table(head, rows);
}

function storesOf(databaseUs: number, storeUs: number, { store, name }: Peer): string {
  if (store !== null) return storeUs.toFixed(0);
  return name.startsWith('Countersign') ? databaseUs.toFixed(0) : '-';
}
