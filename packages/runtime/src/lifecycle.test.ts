import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import t, { type Test } from 'tap';

const FIXTURE = join(import.meta.dirname, 'lifecycle.fixture.ts');

type Running = {
  readonly child: ChildProcess;
  /** Code and everything written, once the process has ended. */
  readonly ended: Promise<{ code: number | null; lines: Record<string, unknown>[]; stderr: string }>;
};

function start(t: Test, scenario: string, deadlineMs = 10_000): Running {
  const child = fork(FIXTURE, [scenario, String(deadlineMs)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  t.teardown(() => child.kill('SIGKILL'));
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => (stdout += chunk));
  child.stderr?.on('data', (chunk) => (stderr += chunk));
  // Not 'close': Node does not emit it after this side has disconnected.
  const streams = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'end'));
  const ended = Promise.all([once(child, 'exit'), ...streams]).then(([[code]]) => ({
    code: code as number | null,
    lines: stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
    stderr,
  }));
  return { child, ended };
}

async function startAndWaitUntilReady(t: Test, scenario: string, deadlineMs?: number): Promise<Running> {
  const running = start(t, scenario, deadlineMs);
  t.same(await once(running.child, 'message').then(([message]) => message), { type: 'ready' });
  return running;
}

const partsStopped = (lines: Record<string, unknown>[]) =>
  lines.filter(({ msg }) => msg === 'part stops').map(({ part }) => part);

const WAYS: [name: string, reason: string, stop: (child: ChildProcess) => void][] = [
  ['SIGTERM', 'SIGTERM', (child) => child.kill('SIGTERM')],
  ['SIGINT', 'SIGINT', (child) => child.kill('SIGINT')],
  ['the end of its supervisor', 'supervisor gone', (child) => child.disconnect()],
];

for (const [name, reason, stop] of WAYS) {
  t.test(`on ${name} a service stops its parts in order and exits 0`, async (t) => {
    const { child, ended } = await startAndWaitUntilReady(t, 'plain');
    stop(child);
    const { code, lines, stderr } = await ended;
    t.equal(code, 0);
    t.same(partsStopped(lines), ['first', 'second', 'third']);
    t.match(lines, [{ msg: 'up' }, { msg: 'stopping', reason }]);
    t.equal(lines.at(-1)?.msg, 'stopped');
    t.equal(stderr, '');
  });
}

t.test('a service that was asked twice stops once', async (t) => {
  const { child, ended } = await startAndWaitUntilReady(t, 'plain');
  child.kill('SIGTERM');
  child.kill('SIGINT');
  child.disconnect();
  const { code, lines } = await ended;
  t.equal(code, 0);
  t.equal(lines.filter(({ msg }) => msg === 'stopping').length, 1);
});

t.test('a service whose supervisor was gone before it came up does not stay behind', async (t) => {
  const { child, ended } = start(t, 'plain');
  child.disconnect();
  const { code } = await ended;
  t.type(code, 'number', 'it ended by itself');
});

t.test(
  'a part that does not stop is not waited for beyond the deadline, and the exit code says so',
  async (t) => {
    const { child, ended } = await startAndWaitUntilReady(t, 'hangs', 200);
    child.kill('SIGTERM');
    const { code, lines } = await ended;
    t.equal(code, 1);
    t.same(partsStopped(lines), ['first', 'second']);
    t.match(lines.at(-1), { msg: 'did not stop in time', deadlineMs: 200 });
  },
);

t.test('a part that fails to stop does not keep the others from stopping', async (t) => {
  const { child, ended } = await startAndWaitUntilReady(t, 'fails');
  child.kill('SIGTERM');
  const { code, lines } = await ended;
  t.equal(code, 0);
  t.same(partsStopped(lines), ['first', 'second', 'third']);
  t.match(
    lines.find(({ msg }) => msg === 'could not stop cleanly'),
    { part: 'second', err: { message: 'could not drain' } },
  );
});

for (const [scenario, message] of [
  ['throws', 'thrown from the event loop'],
  ['rejects', 'rejected without a listener'],
] as const) {
  t.test(`an error nobody caught (${scenario}) is logged and ends the process`, async (t) => {
    const { code, lines } = await start(t, scenario).ended;
    t.equal(code, 1);
    t.match(lines.at(-1), { level: 60, msg: 'uncaught error', err: { message } });
  });
}

t.test('a faulty configuration is printed as a list without a stack, exit code 78', async (t) => {
  const { code, lines, stderr } = await start(t, 'bad-config').ended;
  t.equal(code, 78);
  t.equal(
    stderr,
    'fixture cannot start, its configuration has 2 fault(s):\n  - HOST is missing\n  - PORT is missing\n',
  );
  t.same(lines, []);
});

t.test('a service that cannot start says why and exits 1', async (t) => {
  const { code, stderr } = await start(t, 'cannot-start').ended;
  t.equal(code, 1);
  t.match(stderr, /^Error: the database lacks a migration\n {4}at /);
});
