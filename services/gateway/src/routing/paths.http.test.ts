import t, { type Test } from 'tap';
import {
  errorOf,
  exchange,
  PERMISSION_INVALID,
  type SignedParts,
  signedRequest,
  testGateway,
  UPSTREAM_TOKEN,
} from '../testing/test-gateway.ts';

const { port, upstream, insertKey, lastNonce } = await testGateway(t);
const key = await insertKey({ permissions: ['wallets:read', 'orders:read', 'bfxpay:read'] });
const all = await insertKey({ permissions: ['orders:read', 'orders:write', 'wallets:read', 'account:read'] });

const send = (parts: SignedParts, by = key) => exchange(port, signedRequest(by, parts));
const REFUSED = [500, 10020, 'path: invalid'];

async function refusesPaths(t: Test, paths: readonly string[]) {
  const nonceBefore = await lastNonce(key.keyId);
  const callsBefore = upstream.calls.length;
  for (const path of paths) t.same(errorOf(await send({ path })), REFUSED, path);
  t.same([await lastNonce(key.keyId), upstream.calls.length], [nonceBefore, callsBefore]);
}

t.test('GW-61 another spelling of a path is refused, never normalised', (t) =>
  refusesPaths(t, [
    '/v2/auth/r/wallets/',
    '//v2/auth/r/wallets',
    '/v2//auth/r/wallets',
    '/v2/auth//r/wallets',
    '/v2//auth/r/ext/pay/deposits/unlinked/',
    '//evil/x',
  ]),
);

t.test('GW-61 the one double slash that a real client sends arrives as it was signed', async (t) => {
  const path = '/v2//auth/r/ext/pay/deposits/unlinked';
  t.equal((await send({ path, body: '' })).status, 200);
  t.equal(upstream.calls.at(-1)?.path, path);
});

t.test('GW-62 GW-63 GW-64 dot segments, backslashes and escapes are refused', (t) =>
  refusesPaths(t, [
    '/v2/auth/r/./wallets',
    '/v2/auth/w/../r/wallets',
    '/v2/auth/r/wallets/..',
    '/v2/auth/r/wallets/.',
    '/v2/auth/r/%2e%2e/wallets',
    '/v2/auth/r/..%2fwallets',
    '/v2/auth/r/..\\wallets',
    '/v2/auth/r/%5cwallets',
    '/v2/auth/r/%77allets',
    '/v2/auth/r%2fwallets',
    '/v2/auth/r/wallets%00',
    '/v2/auth/r/wallets%252e',
    '/v2/auth/r/wallets%c0%ae',
    '/v2/auth/r/wallets%zz',
  ]),
);

t.test('GW-65 parameters, fragments, tabs, other characters and long paths are refused', async (t) => {
  await refusesPaths(t, [
    '/v2/auth/r/wallets;x=1',
    '/v2/auth/r/wallets#frag',
    '/v2/auth/r/wallets\\',
    `/v2/auth/r/${'a'.repeat(8_192)}`,
  ]);
  for (const path of ['/v2/auth/r/wal lets', '/v2/auth/r/wal\tlets', '/v2/auth/r/wallets\u00e9']) {
    const { status, body } = await send({ path });
    t.ok(status === 400 || (status === 500 && body.includes('path: invalid')), JSON.stringify(path));
  }
});

t.test('GW-66 a path in upper case is another path', (t) =>
  refusesPaths(t, ['/V2/AUTH/R/WALLETS', '/V2/auth/r/wallets']),
);
t.test('GW-66 a segment in upper case is no route', async (t) => {
  t.same(errorOf(await send({ path: '/v2/AUTH/r/wallets' })), PERMISSION_INVALID);
  t.same(errorOf(await send({ path: '/v2/auth/R/wallets' })), PERMISSION_INVALID);
});

t.test('GW-69 GW-70 a query on a signed call is refused, in whatever form', (t) =>
  refusesPaths(
    t,
    ['?a=1', '?a=1&a=2', '?a[]=1', '?a=+', '?a=%20', '?', '?&&'].map((q) => `/v2/auth/r/wallets${q}`),
  ),
);

t.test('GW-71 digits cannot be moved between path, nonce and body under one signature', async (t) => {
  const shifts: readonly SignedParts[] = [
    // "…/orders/5" + "517…" is signed as "…/orders/55" + "17…", and so on.
    {
      path: '/v2/auth/r/orders/5',
      nonce: '5170000000000000',
      signs: { path: '/v2/auth/r/orders/55', nonce: '170000000000000' },
    },
    { path: '/v2/auth/r/orders/tBTCF1', nonce: '1700000000000000' },
    { path: '/v2/auth/r/orders/tBTCF10', nonce: '700000000000000' },
    { path: '/v2/auth/r/orders', nonce: '0170000000000' },
    {
      path: '/v2/auth/r/orders',
      nonce: '1700000000',
      body: '0{}',
      signs: { nonce: '17000000000', body: '{}' },
    },
    { path: '/v2/auth/r/orders', nonce: '17000000000000001' },
  ];
  for (const parts of shifts) {
    const [status, code] = errorOf(await send(parts));
    t.same([status, code], [500, 10020], JSON.stringify(parts));
  }
  t.equal((await send({ path: '/v2/auth/r/orders/tBTCF0:USTF0' })).status, 200, 'a symbol that ends in zero');
  t.equal((await send({ path: '/v2/auth/r/orders/tBTCF0:USTF0/hist' })).status, 200);
});

t.test(
  'a path that is not listed is refused whatever the key may do, and its nonce is used up',
  async (t) => {
    const before = await lastNonce(all.keyId);
    const calls = upstream.calls.length;
    for (const path of [
      '/v2/auth/r/nothing',
      '/v2/auth',
      '/v2/orders',
      '/v2/calc/nothing',
      '/v2/auth/r/orders/xyz',
      '/v2/auth/r/order/tBTCUSD:12a/trades',
    ]) {
      t.same(errorOf(await send({ path }, all)), PERMISSION_INVALID, path);
    }
    t.ok((await lastNonce(all.keyId)) > before);
    t.equal(upstream.calls.length, calls);
  },
);

t.test('the gateway answers for the permissions itself, once a nonce', async (t) => {
  const calls = upstream.calls.length;
  const bare = await insertKey({ permissions: [] });
  const answer = await send({ path: '/v2/auth/r/permissions' }, bare);
  t.equal(answer.status, 200);
  t.same((JSON.parse(answer.body) as unknown[])[2], ['orders', 0, 0]);
  const own = JSON.parse((await send({ path: '/v2/auth/r/permissions' }, all)).body) as unknown[];
  t.same(own[2], ['orders', 1, 1]);
  t.equal(upstream.calls.length, calls);
  t.ok((await lastNonce(bare.keyId)) > 0);
});

const get = (target: string, ...lines: string[]) =>
  exchange(port, `${['GET', target, 'HTTP/1.1'].join(' ')}\r\n${['host: g', ...lines].join('\r\n')}\r\n\r\n`);

t.test('what needs no key passes through with no principal', async (t) => {
  for (const target of [
    '/v2/platform/status',
    '/v2/tickers?symbols=tBTCUSD,tETHUSD',
    '/v2/conf/pub:list:currency,pub:map:currency:sym',
    '/v2/conf/pub:info:pair%2Cpub:list:pair',
    '/v2/candles/trade:1m:tBTCUSD/hist?limit=5&sort=-1',
    '/v2/trades/tBTCF0:USTF0/hist',
  ]) {
    t.equal((await get(target, 'countersign-user: evil', `bfx-apikey: ${key.keyId}`)).status, 200, target);
    const call = upstream.calls.at(-1);
    t.equal(call?.path, target);
    t.equal(call?.headers['countersign-upstream-token'], UPSTREAM_TOKEN);
    t.notMatch(call?.rawHeaders.join(' '), /countersign-user|countersign-key|countersign-perm|bfx-|evil/i);
  }
  const body = '{"ccy1":"BTC","ccy2":"USD"}';
  const post = `POST /v2/calc/fx HTTP/1.1\r\nhost: g\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  t.equal((await exchange(port, post)).status, 200);
  t.match(upstream.calls.at(-1), { method: 'POST', path: '/v2/calc/fx' });
  t.equal(upstream.calls.at(-1)?.body.toString(), body);
  for (const target of ['/v2/calc/fx?ccy1=BTC&ccy2=USD', '/v2/calc/trade/avg?symbol=tBTCUSD&amount=1.5']) {
    const bare = `POST ${target} HTTP/1.1\r\nhost: g\r\ncontent-length: 0\r\n\r\n`;
    t.equal((await exchange(port, bare)).status, 200, target);
    t.match(upstream.calls.at(-1), { method: 'POST', path: target, body: Buffer.alloc(0) });
  }
});

t.test('a query makes no other call public, and not every query may pass', async (t) => {
  const calls = upstream.calls.length;
  const targets = [
    '/v2/auth/r/wallets?/v2/calc/fx',
    '/v2/calc/fx/?a=1',
    '/v2/calc/fx?a="1"',
    '/v2/calc/other?a=1',
  ];
  for (const target of targets) {
    const post = `POST ${target} HTTP/1.1\r\nhost: g\r\ncontent-length: 0\r\n\r\n`;
    t.same(errorOf(await exchange(port, post)), [500, 10020, 'path: invalid'], target);
  }
  t.equal(upstream.calls.length, calls);
});

t.test(
  'nothing below /v2/auth is public, however it is spelled, nor anything outside of the profiles',
  async (t) => {
    const calls = upstream.calls.length;
    for (const target of [
      '/v2/auth/r/wallets',
      '/v2/auth',
      '/v2/AUTH/r/wallets',
      '/v2/auth?x=1',
      '/v2//auth/r/wallets',
      '/v2/./auth/r/wallets',
      '/v2/x/../auth/r/wallets',
      '/v2/%61uth/r/wallets',
      '/v2/%2e/auth/r/wallets',
      '/v2\\auth\\r\\wallets',
      '/v2/auth%2Fr%2Fwallets',
      '/v2/auth;/r/wallets',
      '/v2/',
      '/v2',
      '/',
      '/ws/2',
      '/V2/platform/status',
      '//v2/platform/status',
      '/v2/platform/status/',
      '/v2/platform/status#x',
    ]) {
      const [status, code] = errorOf(await get(target));
      t.same([status, code], [500, 10020], target);
    }
    t.equal(upstream.calls.length, calls);
  },
);
