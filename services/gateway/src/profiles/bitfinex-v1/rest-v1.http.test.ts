import { macOf, signBitfinexV1, textBase } from '@countersign/signing';
import { changeTestKey, revokeTestKey, type TestKey } from '@countersign/testing';
import t from 'tap';
import {
  exchange,
  nextNonce,
  signedRequest,
  testGateway,
  UPSTREAM_TOKEN,
} from '../../testing/test-gateway.ts';

const { port, upstream, insertKey, database, keyrings, lastNonce } = await testGateway(t);
const key = await insertKey({ permissions: ['wallets:read', 'orders:read', 'wallets:write'] });

type Parts = {
  path?: string;
  method?: string;
  nonce?: string;
  parameters?: Record<string, unknown>;
  replace?: Record<string, string | null>;
  extra?: readonly string[];
  body?: string;
};

function request(
  by: TestKey,
  { path = '/v1/balances', method = 'POST', body = '', ...parts }: Parts = {},
): string {
  const { nonce = String(nextNonce()), parameters = {}, replace = {}, extra = [] } = parts;
  const headers: Record<string, string | null> = {
    host: 'gateway.example',
    ...signBitfinexV1(by, { path, nonce, parameters }),
    ...(method === 'POST' || body !== '' ? { 'content-length': String(body.length) } : {}),
    ...replace,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  return [`${method} ${path} HTTP/1.1`, ...lines, ...extra, '', body].join('\r\n');
}

const send = (parts: Parts = {}, by: TestKey = key) => exchange(port, request(by, parts));
const told = async (parts: Parts = {}, by: TestKey = key) => {
  const { status, body } = await send(parts, by);
  return [status, body];
};
const UNKNOWN = [401, '{"message":"Could not find a key matching the given X-BFX-APIKEY."}'];
const NO_PERMISSION = [403, '{"message":"This API key does not have permission for this action"}'];

t.test(
  'a signed v1 call reaches the upstream with its payload and its principal, and without credentials',
  async (t) => {
    const { status } = await send({ parameters: { currency: 'BTC' }, extra: ['countersign-user: me'] });
    t.equal(status, 200);
    const call = upstream.calls.at(-1);
    t.match(call, { method: 'POST', path: '/v1/balances' });
    const headers = Object.fromEntries(
      Array.from({ length: (call?.rawHeaders.length ?? 0) / 2 }, (_, n) => [
        call?.rawHeaders[2 * n]?.toLowerCase(),
        call?.rawHeaders[2 * n + 1],
      ]),
    );
    t.match(JSON.parse(Buffer.from(headers['x-bfx-payload'] ?? '', 'base64').toString()), {
      request: '/v1/balances',
      currency: 'BTC',
    });
    t.match(headers, {
      'countersign-key-id': key.keyId,
      'countersign-user': key.ownerId,
      'countersign-upstream-token': UPSTREAM_TOKEN,
    });
    t.notOk('x-bfx-apikey' in headers || 'x-bfx-signature' in headers);
  },
);

t.test('a body of a v1 call is not signed and never forwarded', async (t) => {
  t.equal((await send({ body: '{"amount":"1000"}' })).status, 200);
  t.equal(upstream.calls.at(-1)?.body.length, 0);
});

t.test(
  'GET is good for exactly the paths that a real client calls so, and takes the same permission',
  async (t) => {
    t.equal((await send({ method: 'GET' })).status, 200);
    t.equal(upstream.calls.at(-1)?.method, 'GET');
    t.same(await told({ method: 'GET', path: '/v1/withdraw' }), NO_PERMISSION);
    t.same(await told({ method: 'GET', path: '/v1/order/new' }), [405, '{"message":"method: invalid"}']);
    t.same(await told({ method: 'GET', body: 'x' }), [400, '{"message":"body: invalid"}'], 'GW-18');
  },
);

t.test('a payload is good for the path it names and no other', async (t) => {
  const calls = upstream.calls.length;
  const { 'x-bfx-payload': payload, ...rest } = signBitfinexV1(key, {
    path: '/v1/orders',
    nonce: String(nextNonce()),
  });
  const replace = { 'x-bfx-payload': payload, ...rest };
  t.same(await told({ replace }), [400, '{"message":"request: invalid"}']);
  t.equal((await send({ path: '/v1/orders', replace })).status, 200, 'and was not used up');
  t.equal(upstream.calls.length, calls + 1);
});

t.test('GW-77 GW-78 a nonce counts once, in rising order, and is shared with REST v2', async (t) => {
  const nonce = String(nextNonce());
  t.equal((await send({ nonce })).status, 200);
  const small = [400, '{"message":"Nonce is too small."}'];
  t.same(await told({ nonce }), small);
  t.same(await told({ nonce: String(Number(nonce) - 1) }), small);
  const v2 = await exchange(port, signedRequest(key, { nonce }));
  t.match(v2.body, /nonce: small/);
  const later = String(nextNonce());
  t.equal((await exchange(port, signedRequest(key, { nonce: later }))).status, 200);
  t.same(await told({ nonce: later }), small);
});

t.test(
  'GW-67 a missing permission and an unlisted path are refused after the nonce was used up',
  async (t) => {
    for (const path of ['/v1/order/new', '/v1/withdraw', '/v1/nothing']) {
      const nonce = String(nextNonce());
      t.same(await told({ path, nonce }), NO_PERMISSION, path);
      t.equal(await lastNonce(key.keyId), Number(nonce));
    }
  },
);

t.test('GW-40 every cause before a valid signature has one answer', async (t) => {
  const stranger = { ...key, keyId: key.keyId.slice(0, -1) + (key.keyId.endsWith('x') ? 'y' : 'x') };
  t.same(await told({}, stranger), UNKNOWN, 'unknown key');
  t.same(await told({}, { ...key, secret: 'wrong' }), UNKNOWN, 'wrong secret');
  t.same(await told({ replace: { 'x-bfx-signature': null } }), UNKNOWN, 'no signature');
  t.same(await told({ replace: { 'x-bfx-signature': 'A'.repeat(96) } }), UNKNOWN);
  const revoked = await insertKey();
  await revokeTestKey(database, keyrings, revoked.keyId);
  t.same(await told({}, revoked), UNKNOWN, 'revoked');
  const expired = await insertKey({ expiresAt: '2020-01-01T00:00:00.000Z' });
  t.same(await told({}, expired), UNKNOWN, 'expired');
  t.same(await told({}, await insertKey({ environment: 'another' })), UNKNOWN, 'another environment');
  const elsewhere = await insertKey();
  await changeTestKey(database, keyrings, elsewhere.keyId, { ipAllowlist: ['192.0.2.1'] });
  t.same(await told({}, elsewhere), UNKNOWN, 'address');
});

t.test('a signature of one profile is worth nothing in the other', async (t) => {
  const nonce = String(nextNonce());
  const payload = `/api/v1/balances${nonce}`;
  const signature = macOf(key.secret, textBase(payload)).toString('hex');
  const replace = { 'x-bfx-payload': payload, 'x-bfx-signature': signature };
  t.same(await told({ nonce, replace }), [400, '{"message":"X-BFX-PAYLOAD: invalid"}']);
  const v1Headers = signBitfinexV1(key, { path: '/v2/auth/r/wallets', nonce });
  const lines = Object.entries(v1Headers).map(([name, value]) => `${name}: ${value}`);
  const bare = [
    'POST /v2/auth/r/wallets HTTP/1.1',
    'host: gateway.example',
    ...lines,
    'content-length: 0',
    '',
    '',
  ];
  t.match((await exchange(port, bare.join('\r\n'))).body, /apikey: invalid/);
});

t.test('GW-30 a header that must come once and comes twice is refused', async (t) => {
  t.same(await told({ extra: [`X-BFX-APIKEY: ${key.keyId}`] }), [400, '{"message":"headers: invalid"}']);
});

t.test('the gateway answers key_info itself', async (t) => {
  const calls = upstream.calls.length;
  for (const method of ['GET', 'POST']) {
    const { status, body } = await send({ path: '/v1/key_info', method });
    t.equal(status, 200);
    t.match(JSON.parse(body), {
      wallets: { read: true, write: true },
      orders: { read: true, write: false },
      withdraw: { read: false, write: false },
    });
  }
  t.equal(upstream.calls.length, calls);
});

t.test('public v1 paths pass without a key and without a principal, others do not', async (t) => {
  const get = (path: string) => exchange(port, `GET ${path} HTTP/1.1\r\nhost: gateway.example\r\n\r\n`);
  t.equal((await get('/v1/pubticker/btcusd?x=1')).status, 200);
  t.notMatch(upstream.calls.at(-1)?.rawHeaders.join(), /countersign-user/i);
  t.equal((await get('/v1/balances')).status, 401);
  t.equal((await get('/v1/pubticker/../balances')).status, 405);
  t.equal((await get('/v1/nothing')).status, 405);
});
