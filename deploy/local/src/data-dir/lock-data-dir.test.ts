import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { endLeftOvers } from './end-left-overs.ts';
import { identifyProcess, isStillRunning } from './identify-process.ts';
import { dataLayout } from './layout.ts';
import { lockDataDir, runningStack } from './lock-data-dir.ts';
import { prepareDataDir } from './prepare-data-dir.ts';

const ports = { keys: 1, gateway: 2, exchange: 3, mailWeb: 4, smtp: 5 };

function freshLayout(t: Test) {
  const layout = dataLayout(join(t.testdir({}), 'data'));
  prepareDataDir(layout);
  return layout;
}

/** A process that lives until it is killed. */
async function startSleeper(t: Test): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.teardown(() => child.kill('SIGKILL'));
  await once(child, 'spawn');
  return child.pid ?? 0;
}

/** The number of a process that has ended. */
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

t.test('a data folder has one stack at a time, and is free again afterwards', async (t) => {
  const layout = freshLayout(t);
  const lock = lockDataDir(layout, ports);
  t.throws(() => lockDataDir(layout, ports), { name: 'StackRunning', message: `process ${process.pid}` });
  t.match(runningStack(layout), { pid: process.pid, state: 'starting', ports });
  lock.update({ state: 'up' });
  t.match(runningStack(layout), { state: 'up' });
  lock.release();
  t.equal(runningStack(layout), null);
  t.doesNotThrow(() => lockDataDir(layout, ports).release());
  t.same(readdirSync(layout.dataDir).sort(), ['logs', 'mails', 'secrets'], 'no files are left');
});

t.test('the lock of a killed stack is taken over, and its processes are known', async (t) => {
  const layout = freshLayout(t);
  const children = [{ name: 'keys', pid: await startSleeper(t), identity: null }];
  const dead = { pid: deadPid(), identity: '1', state: 'up', ports, children };
  writeFileSync(layout.stackState, JSON.stringify(dead));
  t.equal(runningStack(layout), null);
  const lock = lockDataDir(layout, ports);
  t.same(lock.leftOver, children);
  t.match(runningStack(layout), { pid: process.pid, children }, 'and stay known if this start is killed too');
});

t.test(
  'another program that has the number of a dead stack by now does not keep the folder locked',
  async (t) => {
    const layout = freshLayout(t);
    const pid = await startSleeper(t);
    writeFileSync(
      layout.stackState,
      JSON.stringify({ pid, identity: 'long ago', state: 'up', ports, children: [] }),
    );
    t.doesNotThrow(() => lockDataDir(layout, ports).release());
  },
);

t.test('a state file cut off by a crash does not keep the folder locked', async (t) => {
  const layout = freshLayout(t);
  for (const text of ['', '{"pid":', 'null', '[]', '{"pid":"x"}']) {
    writeFileSync(layout.stackState, text);
    t.doesNotThrow(() => lockDataDir(layout, ports).release(), JSON.stringify(text));
  }
});

t.test('of many starting at once, exactly one gets the folder, also past a stale lock', async (t) => {
  const layout = freshLayout(t);
  const script = join(layout.dataDir, '..', 'start.ts');
  const source = new URL('./lock-data-dir.ts', import.meta.url).href;
  const layoutSource = new URL('./layout.ts', import.meta.url).href;
  writeFileSync(
    script,
    `import { lockDataDir } from ${JSON.stringify(source)};
     import { dataLayout } from ${JSON.stringify(layoutSource)};
     try { lockDataDir(dataLayout(${JSON.stringify(layout.dataDir)}), ${JSON.stringify(ports)}); }
     catch (error) { console.log(error.name); process.exit(); }
     console.log('mine');
     setInterval(() => {}, 1000);`,
  );
  writeFileSync(
    layout.stackState,
    JSON.stringify({ pid: deadPid(), identity: '1', state: 'up', ports, children: [] }),
  );
  const starters = Array.from({ length: 6 }, () =>
    spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  t.teardown(() => starters.forEach((starter) => void starter.kill('SIGKILL')));
  const words = await Promise.all(
    starters.map(async ({ stdout }) => String(((await once(stdout, 'data')) as [Buffer])[0]).trim()),
  );
  t.same(words.sort(), [...Array(5).fill('StackRunning'), 'mine']);
  t.ok(existsSync(layout.stackState));
  t.match(JSON.parse(readFileSync(layout.stackState, 'utf8')), { state: 'starting' });
});

t.test('processes left over are ended only if they are the ones meant', async (t) => {
  const [meant, bystander] = [await startSleeper(t), await startSleeper(t)];
  const record = identifyProcess(meant);
  if (record === null) throw new Error('the process is gone');
  t.ok(isStillRunning(record));
  const ended = await endLeftOvers([
    record,
    { pid: bystander, identity: 'long ago' },
    { pid: deadPid(), identity: null },
  ]);
  t.equal(ended, 1);
  t.notOk(isStillRunning(record));
  t.ok(identifyProcess(bystander), 'the bystander lives');
});
