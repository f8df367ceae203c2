import { parseArgs } from 'node:util';
import { startTestCluster } from '@countersign/testing';
import { type ConsoleSystem, startConsole } from '../../tests/system/harness/console.ts';
import { type Person, registerPerson } from '../../tests/system/harness/person.ts';
import { CHROMIUM } from '../../tests/system/harness/virtual-authenticator.ts';
import { describeMachine } from '../machine.ts';
import { median, ms, progress, table } from '../report.ts';
import { runBench, show, Teardown } from '../run-bench.ts';
import { DEVICES, type Device } from './devices.ts';
import { type FirstView, firstViewOf } from './first-view.ts';

const PAGES = [
  { path: '/sign-in', heading: 'Sign in to Countersign', isSignedIn: false },
  { path: '/keys', heading: 'API keys', isSignedIn: true },
  { path: '/keys/new', heading: 'Create New Key', isSignedIn: true },
] as const;

const USAGE = `npm run bench:console [-- options]
  --rounds 7   how many times each page is opened by each device; the median counts`;

function readArguments(args: readonly string[]): { readonly rounds: number } {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '7' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 100) throw new Error('--rounds: 1 to 100');
  return { rounds };
}

async function bench(all: Teardown, { rounds }: { readonly rounds: number }): Promise<void> {
  const cluster = await startTestCluster();
  all.teardown(() => cluster.stop());
  process.env.TEST_DATABASE_ADMIN_URL = cluster.adminUrl;
  console.log(describeMachine());
  const system = await startConsole(all);
  const person = await registerPerson(system);
  const rows: string[][] = [];
  for (const page of PAGES) {
    for (const device of DEVICES) {
      progress(`${page.path} by ${device.name}`);
      const views: FirstView[] = [];
      for (let round = 0; round < rounds; round++) views.push(await measure(system, person, page, device));
      const of = (value: (view: FirstView) => number) => median(views.map(value));
      rows.push([
        page.path,
        device.name,
        ms(of(({ firstPaintMs }) => firstPaintMs)),
        ms(of(({ readyMs }) => readyMs)),
        (of(({ transferredBytes }) => transferredBytes) / 1_000).toFixed(0),
        String(of(({ requests }) => requests)),
      ]);
    }
  }
  show(table(['page', 'device', 'first paint ms', 'its heading ms', 'kB', 'requests'], rows));
}

/** Each time in a browser of its own that has never been here. */
async function measure(
  system: ConsoleSystem,
  person: Person,
  { path, heading, isSignedIn }: (typeof PAGES)[number],
  device: Device,
): Promise<FirstView> {
  const own = new Teardown();
  try {
    const visit = await system.visit(own, { width: device.width });
    if (isSignedIn) await visit.signInAs(person);
    return await firstViewOf(visit, { path, heading, device });
  } finally {
    await own.run();
  }
}

if (CHROMIUM === undefined) {
  console.error('Missing: chromium. Debian has it in the package of that name.');
  process.exit(69);
}
await runBench(readArguments, USAGE, bench);
