import { randomBytes } from 'node:crypto';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { errorOf, exchange, signedRequest, testGateway } from '../testing/test-gateway.ts';

const RATE_LIMITED = [429, 11010, 'ratelimit: error'];
const behindProxy = { limits: 'standard', trustedProxies: ['127.0.0.1'] } as const;
const slow = (burst: number) => ({ perSecond: 0.01, burst });

t.test('an address that asks too often gets 429, signed or not, before its key is looked at', async (t) => {
  const { port, insertKey, upstream, lastNonce } = await testGateway(
    t,
    { limits: 'standard' },
    { limits: { address: slow(3) } },
  );
  const key = await insertKey();
  for (let turn = 0; turn < 3; turn++) t.equal((await exchange(port, signedRequest(key))).status, 200);
  const before = await lastNonce(key.keyId);
  const answer = await exchange(port, signedRequest(key));
  t.same(errorOf(answer), RATE_LIMITED);
  t.ok(answer.headers['retry-after']);
  t.same(errorOf(await exchange(port, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n')), RATE_LIMITED);
  t.equal(await lastNonce(key.keyId), before);
  t.equal(upstream.calls.length, 3);
  t.equal((await exchange(port, 'GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n')).status, 200);
});

t.test('GW-58 an IPv6 client is limited as a whole /64', async (t) => {
  const { port, insertKey } = await testGateway(t, behindProxy, { limits: { address: slow(2) } });
  const key = await insertKey();
  const from = async (address: string) =>
    (await exchange(port, signedRequest(key, { extra: [`X-Forwarded-For: ${address}`] }))).status;
  t.equal(await from('2001:db8:1:2::1'), 200);
  t.equal(await from('2001:db8:1:2:ffff::2'), 200);
  t.equal(await from('2001:db8:1:2:3::3'), 429);
  t.equal(await from('2001:0db8:0001:0002::4'), 429, 'however it is spelled');
  t.equal(await from('2001:db8:1:3::1'), 200);
});

t.test('a key that calls too often gets 429 wherever it calls from, and others do not', async (t) => {
  const { port, insertKey, upstream } = await testGateway(t, behindProxy, { limits: { key: slow(2) } });
  const [busy, other] = [await insertKey(), await insertKey()];
  const from = (key: typeof busy, address: string) =>
    exchange(port, signedRequest(key, { extra: [`X-Forwarded-For: ${address}`] }));
  t.equal((await from(busy, '192.0.2.1')).status, 200);
  t.equal((await from(busy, '192.0.2.2')).status, 200);
  t.same(errorOf(await from(busy, '192.0.2.3')), RATE_LIMITED);
  t.equal((await from(other, '192.0.2.1')).status, 200);
  t.equal(upstream.calls.length, 3);
});

t.test('who was let in by a key is told what it may still call; nobody else is', async (t) => {
  const { port, insertKey } = await testGateway(t, { limits: 'standard' }, { limits: { key: slow(3) } });
  const key = await insertKey();
  const told = async (bytes: Buffer | string) => {
    const { status, headers } = await exchange(port, bytes);
    return [status, headers['ratelimit-limit'], headers['ratelimit-remaining'], headers['ratelimit-reset']];
  };
  // A whole allowance takes a hundred seconds for each request of it; less what this test took so far.
  const within = (seconds: number) => (told: unknown) =>
    seconds - 60 < Number(told) && Number(told) <= seconds;
  for (const [path, remaining, reset] of [
    ['/v2/auth/r/wallets', '2', within(100)],
    ['/v2/auth/r/wallets', '1', within(200)],
    ['/v2/auth/r/permissions', '0', within(300)],
  ] as const) {
    const [status, limit, left, resetSeconds] = await told(signedRequest(key, { path }));
    t.same([status, limit, left], [200, '3', remaining]);
    t.ok(reset(resetSeconds), String(resetSeconds));
  }
  const nothing = [undefined, undefined, undefined];
  t.same(await told(signedRequest(key)), [429, ...nothing]);
  t.same(await told(signedRequest(key, { signs: { body: '[]' } })), [500, ...nothing]);
  t.same(await told('GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n'), [200, ...nothing]);
});

const redisUrl = process.env.TEST_REDIS_URL ?? null;
const skip = redisUrl === null && 'TEST_REDIS_URL is not set: no Redis to test against';

t.test(
  'gateways that have a Redis share what they counted of a key and of an address',
  { skip },
  async (t) => {
    const shares = { ...behindProxy, redisUrl };
    const unlimited = { perSecond: 1e6, burst: 1e6 };
    for (const limits of [
      { key: slow(20), address: unlimited },
      { key: unlimited, address: slow(20) },
    ]) {
      const { port, another, insertKey } = await testGateway(t, shares, { limits });
      const ports = [port, (await another()).port];
      const key = await insertKey();
      // An address of this run: the one before it may have left its counts behind.
      const extra = [`X-Forwarded-For: ${[10, ...randomBytes(3)].join('.')}`];
      let allowed = 0;
      await eventually(
        'the common allowance to be used up',
        async () => {
          const statuses: number[] = [];
          for (const at of ports) statuses.push((await exchange(at, signedRequest(key, { extra }))).status);
          allowed += statuses.filter((status) => status === 200).length;
          return statuses.every((status) => status === 429);
        },
        { everyMs: 100 },
      );
      t.ok(allowed >= 20 && allowed < 40, `${allowed} of 20 were let in; without sharing it were 40`);
    }
  },
);

t.test('loopback is not limited where the configuration says so', async (t) => {
  const { port, insertKey } = await testGateway(t, {}, { limits: { address: slow(1), key: slow(1) } });
  const key = await insertKey();
  for (let turn = 0; turn < 5; turn++) t.equal((await exchange(port, signedRequest(key))).status, 200);
});

t.test('GW-23 an address has only so many connections', async (t) => {
  const { port } = await testGateway(t, { limits: 'standard' }, { limits: { maxConnectionsPerAddress: 3 } });
  const held = await Promise.all([1, 2, 3].map(() => RawConnection.open(port)));
  const refused = await RawConnection.open(port);
  await refused.closed();
  held[0]?.destroy();
  for (;;) {
    const again = await RawConnection.open(port);
    again.write('GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n');
    const answer = await again.answer().catch(() => null);
    again.destroy();
    if (answer?.status === 200) break;
  }
  for (const connection of held) connection.destroy();
});
