import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startTestCluster } from '@countersign/testing';
import { describeMachine } from '../machine.ts';
import { progress } from '../report.ts';
import { runBench, show, type Teardown } from '../run-bench.ts';
import { type BenchArguments, type Part, readArguments, USAGE } from './arguments.ts';
import { comparePeers } from './compare-peers.ts';
import { prepareGateways } from './gateways.ts';
import { measureCache } from './measure-cache.ts';
import { measureHalfLoad } from './measure-half-load.ts';
import { measureKeyCount } from './measure-key-count.ts';
import { measureMemory } from './measure-memory.ts';
import { measureProcesses } from './measure-processes.ts';
import { measureRevocations } from './measure-revocations.ts';
import { measureSlowClients } from './measure-slow-clients.ts';
import { measureTiming } from './measure-timing.ts';
import { PEERS, startUpstream } from './peers.ts';
import type { SigningKey } from './presign.ts';
import { isInstalled, leaveServingCore, type Running } from './processes.ts';

const TIMING_SAMPLES = 20_000;

async function bench(all: Teardown, options: BenchArguments): Promise<void> {
  leaveServingCore();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  all.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startTestCluster();
  all.teardown(() => cluster.stop());
  process.env.TEST_DATABASE_ADMIN_URL = cluster.adminUrl;
  const upstream = await startUpstream(folder);
  all.teardown(() => upstream.running.stop());
  const { connections, parts } = options;
  console.log(`${describeMachine()}\nupstream: ${upstream.what}; load: wrk, ${connections} connections`);
  const shared = { folder, upstreamPort: upstream.port, upstream: upstream.running };
  if (parts.has('peers') || parts.has('half')) await benchPeers(all, shared, options);
  if (parts.has('processes') || parts.has('memory')) await benchLonger(all, shared, options);
  if (parts.has('cache')) await benchCache(all, shared, options);
  if (parts.has('keys')) {
    const { seconds, rounds, keys: hotKeys } = options;
    show(await measureKeyCount(all, { ...shared, seconds, rounds, connections, hotKeys }));
  }
  if (['revocations', 'slow', 'timing'].some((part) => parts.has(part as Part)))
    await benchOne(all, shared, options);
}

type Prepared = Awaited<ReturnType<typeof prepareGateways>>;
type Shared = { readonly folder: string; readonly upstreamPort: number; readonly upstream: Running };

async function benchPeers(all: Teardown, shared: Shared, options: BenchArguments) {
  const { folder, upstreamPort } = shared;
  const { only, seconds, rounds, connections } = options;
  progress(`making ${options.keys} keys`);
  const { keys, startGateway } = await prepareGateways(all, upstreamPort, options.keys);
  const kinds = PEERS.filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
  const deps = { ...shared, keys, startGateway };
  const { report, samples } = await comparePeers(all, kinds, deps, { seconds, rounds, connections });
  show(report);
  const [gateway] = [...samples].filter(([{ name }]) => name.startsWith('Countersign'));
  if (options.parts.has('half') && gateway !== undefined) {
    const [subject, saturated] = gateway;
    const subjects = [subject, ...[...samples.keys()].filter((each) => each !== subject)];
    show(await measureHalfLoad(subjects, saturated, { folder, keys, seconds, rounds, connections }));
  }
}

async function benchOne(all: Teardown, { folder, upstreamPort }: Shared, options: BenchArguments) {
  const { seconds, rounds, connections, parts, revocations } = options;
  const doomedCount = parts.has('revocations') ? revocations : 0;
  progress(`making ${options.keys + doomedCount} keys`);
  const prepared = await prepareGateways(all, upstreamPort, options.keys + doomedCount);
  const { database, keyrings } = prepared;
  const port = await freePort();
  const serving = await prepared.startGateway(port);
  all.teardown(() => serving.stop());
  const subject = { name: 'gateway', port, serving, store: null };
  const keys = prepared.keys.slice(doomedCount);
  if (parts.has('timing')) {
    progress('timing refusals');
    show(await measureTiming(port, keys[0] as SigningKey, TIMING_SAMPLES));
  }
  if (parts.has('slow')) {
    show(await measureSlowClients(subject, { folder, keys, seconds, rounds, connections }));
  }
  if (parts.has('revocations')) {
    const doomed = prepared.keys.slice(0, doomedCount);
    show(
      await measureRevocations(subject, { folder, keys, seconds, connections, doomed, keyrings, database }),
    );
  }
}

/** A gateway that says how much memory it uses. */
async function startTelling(
  { startGateway }: Prepared,
  all: Teardown,
  settings: Record<string, string> = {},
) {
  const port = await freePort();
  const serving = await startGateway(port, settings, { tellsMemory: true });
  all.teardown(() => serving.stop());
  return { name: 'gateway', port, serving, store: null };
}

async function benchLonger(all: Teardown, { folder, upstreamPort }: Shared, options: BenchArguments) {
  const { seconds, rounds, connections, parts, processes, minutes } = options;
  progress(`making ${options.keys} keys`);
  const prepared = await prepareGateways(all, upstreamPort, options.keys);
  const load = { folder, keys: prepared.keys, connections };
  if (parts.has('processes')) {
    const { startGateway } = prepared;
    show(await measureProcesses(all, { ...load, seconds, rounds, counts: processes, startGateway }));
  }
  if (parts.has('memory')) {
    show(await measureMemory(await startTelling(prepared, all), { ...load, minutes }));
  }
}

async function benchCache(all: Teardown, { upstreamPort }: Shared, { cached: [few, many] }: BenchArguments) {
  progress(`making ${many} keys`);
  const prepared = await prepareGateways(all, upstreamPort, many);
  const subject = await startTelling(prepared, all, { MAX_CACHED_KEYS: String(Math.max(many, 100)) });
  show(await measureCache(subject, prepared.keys, few));
}

const missing = ['wrk', 'taskset'].filter((program) => !isInstalled(program));
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')}. Debian has them in the packages wrk and util-linux.`);
  process.exit(69);
}
await runBench(readArguments, USAGE, bench);
