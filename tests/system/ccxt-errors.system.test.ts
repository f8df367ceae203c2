import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { mintKeyId } from '@countersign/sealing/minting';
import ccxt, { type bitfinex } from 'ccxt';
import t from 'tap';
import { connectCcxt } from './harness/ccxt.ts';
import { startGateways } from './harness/gateways.ts';

// Each way to be refused, by the exception that an unmodified ccxt makes of it: that is what people catch in their programs.

const UPSTREAM_TIMEOUT_MS = 500;
const gateways = await startGateways(t, {
  settings: { UPSTREAM_TIMEOUT_MS: String(UPSTREAM_TIMEOUT_MS) },
});
const [url = ''] = gateways.urls;

type Call = (client: bitfinex) => Promise<unknown>;
const wallets: Call = (client) => client.privatePostAuthRWallets();

/** An array or an object with a status, as the upstream says it. */
const says = (status: number, body: unknown) => (response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

async function rejectedAs(
  t: Tap,
  client: bitfinex,
  call: Call,
  expected: typeof ccxt.BaseError,
  why: string,
) {
  const error = await call(client).then(
    () => new Error('no error'),
    (reason: unknown) => reason as Error,
  );
  // The very class: most of them stand below others.
  t.equal(error.constructor.name, expected.name, `${why}: ${error.message}`);
}
type Tap = { equal(found: unknown, wanted: unknown, message: string): unknown };

t.test('the gateway refuses, and ccxt knows why', async (t) => {
  const key = await gateways.insertKey();
  const client = connectCcxt(url, key);
  t.same(await wallets(client), ['ok'], 'what is good is answered');
  const expect = (call: Call, expected: typeof ccxt.BaseError, why: string) =>
    rejectedAs(t, client, call, expected, why);

  await expect((it) => it.privatePostAuthWWithdraw(), ccxt.PermissionDenied, 'a permission that it lacks');
  await expect(
    (it) => it.request('auth/r/nothing', 'private', 'POST'),
    ccxt.PermissionDenied,
    'no such route',
  );
  await expect(
    (it) => it.request('auth/r/orders/55', 'private', 'POST'),
    ccxt.BadRequest,
    'a path with a number',
  );
  await expect((it) => it.request('auth/r/wallets', 'private', 'PUT'), ccxt.BadRequest, 'another method');

  const strangers: Readonly<Record<string, { keyId: string; secret: string }>> = {
    'a wrong secret': { ...key, secret: `${key.secret}x` },
    'no key': { ...key, keyId: mintKeyId(randomBytes) },
    'a key of another address': await gateways.insertKey({ ipAllowlist: ['192.0.2.1'] }),
    'an expired key': await gateways.insertKey({ expiresAt: '2020-01-01T00:00:00.000Z' }),
  };
  for (const [why, stranger] of Object.entries(strangers)) {
    await rejectedAs(t, connectCcxt(url, stranger), wallets, ccxt.AuthenticationError, why);
  }
  const holder = connectCcxt(url, key);
  holder.headers = { 'bfx-token': 'pub:api:no-token' };
  await rejectedAs(t, holder, wallets, ccxt.AuthenticationError, 'a token that is none');
});

t.test('a key that a program counting microseconds has used has no nonce left for ccxt', async (t) => {
  const key = await gateways.insertKey();
  const inMicroseconds = connectCcxt(url, key);
  inMicroseconds.nonce = () => Date.now() * 1_000;
  await wallets(inMicroseconds);
  await rejectedAs(t, connectCcxt(url, key), wallets, ccxt.InvalidNonce, 'milliseconds after microseconds');
});

t.test('what the upstream says comes through, and ccxt knows it', async (t) => {
  t.teardown(() => gateways.upstream.answerWith(says(200, ['ok'])));
  const client = connectCcxt(url, await gateways.insertKey());
  const answers: readonly (readonly [typeof ccxt.BaseError, (response: ServerResponse) => unknown])[] = [
    [ccxt.InsufficientFunds, says(500, ['error', 10001, 'Invalid order: not enough exchange balance for 1'])],
    [ccxt.OrderNotFound, says(500, ['error', 10001, 'Order not found.'])],
    [ccxt.BadSymbol, says(500, ['error', 10020, 'symbol: invalid'])],
    [ccxt.BadRequest, says(500, ['error', 10020, 'amount: invalid'])],
    [ccxt.OnMaintenance, says(500, ['error', 20060, 'maintenance'])],
    [ccxt.RateLimitExceeded, says(429, ['error', 11010, 'ratelimit: error'])],
    [ccxt.RateLimitExceeded, says(500, ['error', 11010, 'ratelimit: error'])],
    [ccxt.ExchangeNotAvailable, says(503, { code: 503, error: 'temporarily_unavailable' })],
    [ccxt.ExchangeError, says(500, ['error', 10000, 'unknown'])],
    [ccxt.RequestTimeout, () => {}],
    [ccxt.RequestTimeout, (response) => response.destroy()],
    [ccxt.RequestTimeout, (response) => response.writeHead(302, { location: 'http://localhost' }).end()],
  ];
  for (const [expected, answer] of answers) {
    gateways.upstream.answerWith(answer);
    await rejectedAs(t, client, wallets, expected, String(answer));
  }
});

t.test('too many calls', async (t) => {
  const strict = await startGateways(t, { settings: { LIMITS: 'standard' } });
  const client = connectCcxt(strict.urls[0] ?? '', await strict.insertKey());
  let nonce = Date.now();
  client.nonce = () => nonce++;
  const answers = await Promise.allSettled(Array.from({ length: 400 }, () => wallets(client)));
  const names = answers.map((each) => (each.status === 'rejected' ? each.reason.constructor.name : 'ok'));
  const { ok = [], RateLimitExceeded = [], ...others } = Object.groupBy(names, (name) => name);
  t.ok(ok.length > 50, `${ok.length} were answered`);
  t.ok(RateLimitExceeded.length > 50, `${RateLimitExceeded.length} were too many`);
  // On several connections at once some nonces overtake others.
  t.same(
    Object.keys(others).filter((name) => name !== 'InvalidNonce'),
    [],
  );
});

t.test('the owner ends the key, the operator loses the upstream and then the database', async (t) => {
  const revoked = await gateways.insertKey();
  await wallets(connectCcxt(url, revoked));
  await gateways.revokeKey(revoked);
  await rejectedAs(t, connectCcxt(url, revoked), wallets, ccxt.AuthenticationError, 'revoked');

  const client = connectCcxt(url, await gateways.insertKey());
  await wallets(client);
  await gateways.upstream.close();
  await rejectedAs(t, client, wallets, ccxt.OnMaintenance, 'no upstream');
  const { database } = gateways;
  await database.query(`revoke connect on database ${database.name} from countersign_gateway`);
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = 'countersign_gateway' and datname = $1`,
    [database.name],
  );
  await rejectedAs(t, client, wallets, ccxt.OnMaintenance, 'no database');
});
