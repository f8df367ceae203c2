import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { eventually, freePort } from '@countersign/testing';
import t, { type Test } from 'tap';
import { isStillRunning } from '../../deploy/local/src/data-dir/identify-process.ts';
import { type ProcessRecord, parseStackState } from '../../deploy/local/src/data-dir/stack-state.ts';
import { sendRequest, signRequest } from '../../deploy/local/src/demo/signed-request.ts';

const ROOT = join(import.meta.dirname, '../..');
const PORTS = ['KEYS', 'GATEWAY', 'EXCHANGE', 'MAIL_WEB', 'SMTP', 'POSTGRES'] as const;
const UP_WITHIN_MS = 60_000;

t.setTimeout(300_000);

/** A place for a stack: a data folder and ports of its own. */
async function stackPlace(t: Test) {
  const parent = mkdtempSync('/tmp/countersign-stack-');
  chmodSync(parent, 0o711);
  const dataDir = join(parent, 'data');
  const ports = Object.fromEntries(
    await Promise.all(PORTS.map(async (name) => [name, await freePort()] as const)),
  ) as Record<(typeof PORTS)[number], number>;
  const env = {
    PATH: process.env.PATH,
    COUNTERSIGN_DATA_DIR: dataDir,
    ...Object.fromEntries(PORTS.map((name) => [`COUNTERSIGN_${name}_PORT`, String(ports[name])])),
  };
  const running: ChildProcess[] = [];
  t.teardown(async () => {
    for (const child of running.filter(
      ({ exitCode, signalCode }) => exitCode === null && signalCode === null,
    )) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await run('reset.ts').ended;
    rmSync(parent, { recursive: true, force: true });
  });

  /** One of the local stack's programs, its output collected. */
  function run(program: 'start.ts' | 'demo.ts' | 'reset.ts', ...args: string[]) {
    const child = spawn(process.execPath, [`deploy/local/src/${program}`, ...args], { cwd: ROOT, env });
    running.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
      });
    }
    const ended = once(child, 'close').then(([code, signal]) => ({ code: code ?? signal, output }));
    return { child, output: () => output, ended };
  }
  const state = () => {
    const path = join(dataDir, 'stack.json');
    return existsSync(path) ? parseStackState(readFileSync(path, 'utf8')) : null;
  };
  /** `npm start`, up to its table. */
  async function start() {
    const stack = run('start.ts');
    await Promise.race([
      eventually('the table', () => stack.output().includes('Ctrl-C stops everything'), {
        deadlineMs: UP_WITHIN_MS,
      }),
      stack.ended.then(({ output }) => Promise.reject(new Error(`the stack ended:\n${output}`))),
    ]);
    return { ...stack, children: state()?.children ?? [] };
  }
  return { dataDir, ports, run, state, start };
}

const areGone = (processes: readonly ProcessRecord[]) => !processes.some(isStillRunning);

t.test('npm start, npm run demo, Ctrl-C, and again', async (t) => {
  const place = await stackPlace(t);
  const first = await place.start();
  t.match(first.output(), /Demo user +demo-[0-9a-f]+@example\.com/);
  t.same(first.children.map(({ name }) => name).sort(), [
    'gateway',
    'keys',
    'mail-inbox',
    'mailer',
    'postgres',
    'sandbox-exchange',
  ]);

  const demo = await place.run('demo.ts', '--keep').ended;
  t.equal(demo.code, 0) || t.comment(demo.output);
  const [, keyId = ''] = /export KEY=(ck_\S+)/.exec(demo.output) ?? [];
  const [, secret = ''] = /export SECRET=(cs_\S+)/.exec(demo.output) ?? [];
  const useKey = () =>
    sendRequest(
      `http://127.0.0.1:${place.ports.GATEWAY}`,
      signRequest({ keyId, secret }, '/v2/auth/r/wallets', {}, Date.now()),
    );
  t.match(await useKey(), { status: 200 }, 'the key it left can be used');

  await t.test('what holds secrets is closed to others', async (t) => {
    for (const name of readdirSync(join(place.dataDir, 'secrets'))) {
      t.equal(statSync(join(place.dataDir, 'secrets', name)).mode & 0o777, 0o600, name);
    }
    t.equal(statSync(join(place.dataDir, 'demo-user.json')).mode & 0o777, 0o600);
    t.equal(statSync(join(place.dataDir, 'secrets')).mode & 0o777, 0o700);
  });

  await t.test('Ctrl-C ends every process that was started, and reports success', async (t) => {
    first.child.kill('SIGINT');
    t.equal((await first.ended).code, 0);
    t.ok(areGone(first.children));
    t.equal(place.state(), null);
  });

  const second = await place.start();
  const emailOf = (text: string) => /demo-[0-9a-f]+@example\.com/.exec(text)?.[0];
  t.equal(emailOf(second.output()), emailOf(first.output()), 'the next start finds the demo user again');
  t.match(await useKey(), { status: 200 }, 'and yesterday’s key');

  await t.test('while a stack runs, another start and a reset are refused', async (t) => {
    for (const program of ['start.ts', 'reset.ts'] as const) {
      const { code, output } = await place.run(program).ended;
      t.equal(code, 1);
      t.match(output, new RegExp(`stack.* runs on ${place.dataDir} \\(process ${second.child.pid}\\)`));
    }
    t.match(await useKey(), { status: 200 }, 'and do it no harm');
  });

  await t.test('F34: after kill -9 of npm start, the next one copes with what is left', async (t) => {
    second.child.kill('SIGKILL');
    await second.ended;
    const third = await place.start();
    t.ok(areGone(second.children), 'no process of the killed stack is left');
    t.match(await useKey(), { status: 200 });
    third.child.kill('SIGTERM');
    t.equal((await third.ended).code, 0);
    t.ok(areGone(third.children));
  });

  await t.test('a reset forgets everything and says so', async (t) => {
    const { code, output } = await place.run('reset.ts').ended;
    t.equal(code, 0);
    t.match(output, 'demo-user.json, logs, mails, secrets, postgres');
    t.notOk(existsSync(place.dataDir));
  });
});

t.test('a taken port is named, with what it is for and what moves it, and nothing is started', async (t) => {
  const place = await stackPlace(t);
  const other = createServer().listen(place.ports.GATEWAY, '127.0.0.1');
  await once(other, 'listening');
  t.teardown(() => other.close());
  const { code, output } = await place.run('start.ts').ended;
  t.equal(code, 1);
  t.match(
    output,
    `port ${place.ports.GATEWAY}, for the gateway, is taken: free it or set COUNTERSIGN_GATEWAY_PORT`,
  );
  t.equal(place.state(), null);
  t.notOk(existsSync(join(place.dataDir, 'postgres')));
});

t.test('npm run demo without a stack starts one of its own and stops it', async (t) => {
  const place = await stackPlace(t);
  const { code, output } = await place.run('demo.ts').ended;
  t.equal(code, 0) || t.comment(output);
  t.match(output, /all 17 steps as they should be/);
  t.notMatch(output, /cs_[A-Za-z0-9_-]{100}/, 'the secret is not shown');
  t.equal(place.state(), null);
});
