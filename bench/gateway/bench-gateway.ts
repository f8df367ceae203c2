import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestCluster } from '@countersign/testing';
import { describeMachine, load } from '../machine.ts';
import { progress } from '../report.ts';
import { Teardown } from '../teardown.ts';
import { type BenchArguments, readArguments, USAGE } from './arguments.ts';
import { comparePeers } from './compare-peers.ts';
import { prepareGateways } from './gateways.ts';
import { PEERS, startUpstream } from './peers.ts';
import { isInstalled, leaveServingCore } from './processes.ts';

async function bench(all: Teardown, options: BenchArguments): Promise<void> {
  leaveServingCore();
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  all.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startTestCluster();
  all.teardown(() => cluster.stop());
  process.env.TEST_DATABASE_ADMIN_URL = cluster.adminUrl;
  const upstream = await startUpstream(folder);
  all.teardown(() => upstream.running.stop());
  console.log(
    `${describeMachine()}\nupstream: ${upstream.what}; load: wrk, ${options.connections} connections\n`,
  );
  progress(`making ${options.keys} keys`);
  const { keys, startGateway } = await prepareGateways(all, upstream.port, options.keys);
  const kinds = PEERS.filter(
    ({ name }) => options.only.length === 0 || options.only.some((part) => name.includes(part)),
  );
  const deps = { folder, keys, upstreamPort: upstream.port, startGateway };
  console.log(await comparePeers(all, kinds, deps, options));
  console.log(`\nLoad at the end: ${load()}.`);
}

let options: BenchArguments;
try {
  options = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n${USAGE}`);
  process.exit(64);
}
const missing = ['wrk', 'taskset'].filter((program) => !isInstalled(program));
if (missing.length > 0) {
  console.error(`Missing: ${missing.join(', ')}. Debian has them in the packages wrk and util-linux.`);
  process.exit(69);
}
const all = new Teardown();
process.once('SIGINT', () => void all.run().then(() => process.exit(130)));
try {
  await bench(all, options);
} finally {
  await all.run();
}
