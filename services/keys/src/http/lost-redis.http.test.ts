import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually, freePort } from '@countersign/testing';
import t from 'tap';
import { PER_MINUTE } from './rate-limits.ts';
import { createTestApp, TEST_PASSWORD } from './test-app.ts';
import { someAddress } from './test-browser.ts';

// The Redis is one of this test's own, which it can kill; where there is a Redis to test with, there is a redis-server.
const skip = process.env.TEST_REDIS_URL === undefined && 'TEST_REDIS_URL is not set: no redis-server to kill';

const answers = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

async function startRedis(t: { teardown(fn: () => unknown): void }, port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', options, { stdio: 'ignore' });
  t.teardown(() => child.kill('SIGKILL'));
  await eventually('Redis to listen', () => answers(port));
  return child;
}

t.test(
  'KS-80: a Redis that is killed midway fails no request; passwords stay guarded, the log says so, and its return is noticed',
  { skip },
  async (t) => {
    const port = await freePort();
    const redis = await startRedis(t, port);
    const service = await createTestApp(t, { settings: { redisUrl: `redis://127.0.0.1:${port}` } });
    const { user, browser } = await service.signIn();
    const ip = someAddress();
    const ask = () => browser.request('GET', '/v1/session', { ip });
    const isLimited = async () => {
      await Promise.all(Array.from({ length: PER_MINUTE.normal }, ask));
      return (await ask()).status === 429;
    };
    await eventually('Redis to count', isLimited, { deadlineMs: 60_000 });

    const under = Array.from({ length: 200 }, async (_, index) => {
      if (index === 50) redis.kill('SIGKILL');
      return (await ask()).status;
    });
    const statuses = new Set(await Promise.all(under));
    if (redis.signalCode === null) await once(redis, 'exit');
    t.same(
      [...statuses].filter((status) => status !== 200 && status !== 429),
      [],
    );
    t.equal((await ask()).status, 200, 'what only keeps noise away is let go');
    t.match(service.logLines.join(''), /Redis is not reachable/);
    const stranger = service.browser();
    const guess = (password: string) =>
      stranger.request('POST', '/v1/session', {
        body: { email: user.email, password },
        ip: someAddress(),
      });
    for (let n = 0; n < 100; n++) await guess(`guess ${n}`);
    t.equal((await guess(TEST_PASSWORD)).status, 401, 'the budget in PostgreSQL is used up all the same');

    await startRedis(t, port);
    t.ok(await eventually('Redis to count again', isLimited, { deadlineMs: 60_000 }));
  },
);
