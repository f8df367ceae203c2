import { startTestCluster } from '@countersign/testing';
import { startSystem } from '../../tests/system/harness/system.ts';
import { describeMachine } from '../machine.ts';
import { progress } from '../report.ts';
import { runBench, show, type Teardown } from '../run-bench.ts';
import { type BenchArguments, readArguments, USAGE } from './arguments.ts';
import { measureCreations } from './measure-creations.ts';
import { measureLatency } from './measure-latency.ts';
import { measureTimings } from './measure-timings.ts';

/** Without a gateway, with a log as in production, and no brake on mails. */
const OPTIONS = {
  gateways: 0,
  settings: { all: { LOG_LEVEL: 'info' }, mailer: { SMTP_MAX_PER_SECOND: '1000' } },
} as const;

async function bench(all: Teardown, { sizes, parts, ...options }: BenchArguments): Promise<void> {
  const cluster = await startTestCluster();
  all.teardown(() => cluster.stop());
  process.env.TEST_DATABASE_ADMIN_URL = cluster.adminUrl;
  console.log(describeMachine());
  if (parts.has('creations') || parts.has('timings')) {
    progress('starting key service, mailer and mailbox');
    const system = await startSystem(all, OPTIONS);
    const { people, creationSeconds: seconds } = options;
    if (parts.has('creations')) show(await measureCreations(system, { people, seconds }));
    if (parts.has('timings')) show(await measureTimings(system));
  }
  if (parts.has('latency')) {
    progress(`starting ${sizes.length} more, a database each`);
    const systems = [];
    for (const keys of sizes) systems.push({ keys, system: await startSystem(all, OPTIONS) });
    show(await measureLatency(systems, options.latencySeconds));
  }
}

await runBench(readArguments, USAGE, bench);
