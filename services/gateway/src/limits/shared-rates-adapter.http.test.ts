import { randomUUID } from 'node:crypto';
import { createLogger } from '@countersign/runtime';
import { eventually, startTcpProxy } from '@countersign/testing';
import t from 'tap';
import { Limiter } from './limiter.ts';
import { redisSharedRates } from './shared-rates-adapter.ts';

const given = process.env.TEST_REDIS_URL;
const skip = given === undefined && 'TEST_REDIS_URL is not set: no Redis to test against';
const logger = createLogger('test', 'silent');
const rate = { perSecond: 0.01, burst: 10 };

/** A gateway's limiter, counting under a name of this test. */
function limiter(t: { teardown(fn: () => unknown): void }, url: string, name: string): Limiter {
  const shared = redisSharedRates(url, null, logger);
  t.teardown(() => shared.close());
  return new Limiter({ name, rate, maxClients: 100, now: () => performance.now(), shared });
}

t.test('what one gateway counted is soon used up at the other', { skip }, async (t) => {
  const name = randomUUID();
  const [one, other] = [limiter(t, given ?? '', name), limiter(t, given ?? '', name)];
  let allowed = 0;
  // Both go on asking, as clients do; what each counts reaches the other within a call or two.
  await eventually(
    'the common allowance to be used up',
    () => {
      const takes = [one.take('client'), other.take('client')];
      allowed += takes.filter(Boolean).length;
      return !takes.includes(true);
    },
    { everyMs: 200 },
  );
  t.ok(allowed >= 10 && allowed < 20, `${allowed} of 10 allowed, of 20 without sharing`);
  t.ok(other.take('another client'));
});

t.test(
  'with Redis away each gateway counts for itself, at once, and shares again when it is back',
  { skip },
  async (t) => {
    const url = new URL(given ?? '');
    const port = Number(url.port === '' ? 6379 : url.port);
    const proxy = await startTcpProxy(port);
    url.port = String(proxy.port);
    const name = randomUUID();
    const far = limiter(t, url.href, name);
    const near = limiter(t, given ?? '', name);
    t.ok(far.take('a'));
    await proxy.close();
    // Each is decided in the same turn: nothing waits for Redis.
    t.equal(Array.from({ length: 20 }, () => far.take('b')).filter(Boolean).length, 10);

    const back = await startTcpProxy(port, { port: proxy.port });
    t.teardown(() => back.close());
    near.take('c');
    await eventually(
      'counts to be shared again',
      () => {
        far.take('c');
        return !near.take('c');
      },
      { everyMs: 200 },
    );
  },
);
