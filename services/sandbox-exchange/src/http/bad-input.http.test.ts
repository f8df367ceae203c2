import fc from 'fast-check';
import t from 'tap';
import { LIMITS } from '../limits.ts';
import { asGatewayFor, privateCaller, TEST_TOKEN, testExchange } from '../testing/test-exchange.ts';

const LIMIT_ORDER = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' };

const BAD: readonly (readonly [path: string, body: unknown, field: string])[] = [
  ['w/order/submit', {}, 'type'],
  ['w/order/submit', { ...LIMIT_ORDER, symbol: 'tNOPE' }, 'symbol'],
  ['w/order/submit', { ...LIMIT_ORDER, symbol: 'BTCUSD' }, 'symbol'],
  ['w/order/submit', { ...LIMIT_ORDER, symbol: '__proto__' }, 'symbol'],
  ['w/order/submit', { ...LIMIT_ORDER, type: 'exchange limit' }, 'type'],
  ['w/order/submit', { ...LIMIT_ORDER, type: 'EXCHANGE STOP' }, 'type'],
  ['w/order/submit', { ...LIMIT_ORDER, type: 'LIMIT' }, 'type'],
  ['w/order/submit', { ...LIMIT_ORDER, symbol: 'tBTCF0:USTF0' }, 'type'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: '0' }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: '0.000000001' }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: 'NaN' }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: '1e3' }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: 1e300 }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: null }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, amount: ['1'] }, 'amount'],
  ['w/order/submit', { ...LIMIT_ORDER, price: '-1' }, 'price'],
  ['w/order/submit', { ...LIMIT_ORDER, price: '0' }, 'price'],
  ['w/order/submit', { ...LIMIT_ORDER, price: undefined }, 'price'],
  ['w/order/submit', { ...LIMIT_ORDER, flags: 512 }, 'flags'],
  ['w/order/submit', { ...LIMIT_ORDER, flags: -1 }, 'flags'],
  ['w/order/submit', { ...LIMIT_ORDER, lev: 10 }, 'lev'],
  ['w/order/submit', { ...LIMIT_ORDER, cid: -1 }, 'cid'],
  ['w/order/submit', { ...LIMIT_ORDER, tif: '2020-01-01 00:00:00' }, 'tif'],
  ['w/order/submit', { ...LIMIT_ORDER, tif: '2030-99-99 00:00:00' }, 'tif'],
  ['w/order/submit', { ...LIMIT_ORDER, price_oco_stop: '1' }, 'price_oco_stop'],
  ['w/order/submit', { ...LIMIT_ORDER, meta: { lever: 1 } }, 'lever'],
  ['w/order/submit', { ...LIMIT_ORDER, 'a <b>': 1 }, 'body'],
  ['w/order/submit', [LIMIT_ORDER], 'body'],
  ['w/order/submit', 'text', 'body'],
  ['w/order/update', { amount: '1' }, 'id'],
  ['w/order/update', { cid: 1, amount: '1' }, 'cid_date'],
  ['w/order/cancel', {}, 'id'],
  ['w/order/cancel', { id: '1' }, 'id'],
  ['w/order/cancel', { id: 1.5 }, 'id'],
  ['w/order/cancel', { id: 2 ** 60 }, 'id'],
  ['w/order/cancel/multi', {}, 'id'],
  ['w/order/cancel/multi', { all: 0 }, 'id'],
  ['w/order/cancel/multi', { all: 2 }, 'all'],
  ['w/order/cancel/multi', { id: Array.from({ length: 201 }, (_, i) => i + 1) }, 'id'],
  ['w/order/multi', { ops: [] }, 'ops'],
  ['w/order/multi', { ops: [['xx', {}]] }, 'ops'],
  ['w/order/multi', { ops: Array.from({ length: 76 }, () => ['oc', { id: 1 }]) }, 'ops'],
  ['w/transfer', { from: 'exchange', to: 'moon', currency: 'BTC', amount: '1' }, 'to'],
  ['w/transfer', { from: 'exchange', to: 'exchange', currency: 'BTC', amount: '1' }, 'to'],
  ['w/transfer', { from: 'exchange', to: 'margin', currency: 'XXX', amount: '1' }, 'currency'],
  ['w/transfer', { from: 'exchange', to: 'margin', currency: 'BTC', amount: '-1' }, 'amount'],
  [
    'w/transfer',
    { from: 'exchange', to: 'margin', currency: 'BTC', currency_to: 'USD', amount: '1' },
    'currency_to',
  ],
  [
    'w/transfer',
    { from: 'exchange', to: 'funding', currency: 'UST', currency_to: 'USTF0', amount: '1' },
    'to',
  ],
  [
    'w/transfer',
    { from: 'exchange', to: 'margin', currency: 'BTC', amount: '1', email_dst: 'a@b.c' },
    'email_dst',
  ],
  ['w/withdraw', { wallet: 'exchange', method: 'cash', amount: '1', address: 'x' }, 'method'],
  ['w/withdraw', { wallet: 'exchange', method: 'bitcoin', amount: '0', address: 'x' }, 'amount'],
  ['w/withdraw', { wallet: 'exchange', method: 'bitcoin', amount: '-5', address: 'x' }, 'amount'],
  [
    'w/withdraw',
    { wallet: 'exchange', method: 'bitcoin', amount: '0.0004', fee_deduct: 1, address: 'x' },
    'amount',
  ],
  ['w/withdraw', { wallet: 'exchange', method: 'bitcoin', amount: '1', address: 'a b' }, 'address'],
  ['w/deposit/address', { wallet: 'exchange', method: 'gold' }, 'method'],
  ['r/orders/tNOPE', {}, 'symbol'],
  ['r/orders/hist', { limit: 0 }, 'limit'],
  ['r/orders/hist', { limit: 2_501 }, 'limit'],
  ['r/orders/hist', { start: 'yesterday' }, 'start'],
  ['r/trades/tNOPE/hist', {}, 'symbol'],
  ['r/order/tBTCUSD:0/trades', {}, 'id'],
  ['r/order/tBTCUSD:abc/trades', {}, 'id'],
  ['r/order/tNOPE:12/trades', {}, 'symbol'],
  ['r/ledgers/XXX/hist', {}, 'currency'],
  ['r/ledgers/hist', { wallet: 'constructor' }, 'wallet'],
  ['r/info/margin/tNOPE', {}, 'symbol'],
  ['r/wallets', { unknown: 1 }, 'unknown'],
  ['r/no/such/endpoint', {}, 'endpoint'],
  ['calc/order/avail', { symbol: 'tBTCUSD', type: 'DERIV', dir: 1 }, 'type'],
  ['calc/order/avail', { symbol: 'tBTCUSD', type: 'EXCHANGE', dir: 0 }, 'dir'],
];

t.test('bad parameters are refused by name with 10020 and change nothing', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  const before = (await call('r/wallets')).body;
  for (const [path, body, field] of BAD) {
    const headers = { ...asGatewayFor('user-1'), 'content-type': 'application/json' };
    const payload = JSON.stringify(body);
    const response = await app.inject({ method: 'POST', url: `/v2/auth/${path}`, headers, payload });
    t.equal(response.statusCode, 500, `${path} ${payload}`);
    t.same(response.json(), ['error', 10020, `${field}: invalid`], `${path} ${payload}`);
  }
  t.same((await call('r/wallets')).body, before);
  t.same((await call('r/orders')).body, []);
});

const BAD_PUBLIC: readonly (readonly [method: 'GET' | 'POST', url: string, field: string])[] = [
  ['GET', '/v2/ticker/tNOPE', 'symbol'],
  ['GET', '/v2/tickers', 'symbols'],
  ['GET', '/v2/tickers?symbols=ALL&symbols=tBTCUSD', 'symbols'],
  ['GET', '/v2/conf/pub:no:such:thing', 'config'],
  ['GET', '/v2/conf/__proto__', 'config'],
  ['GET', `/v2/conf/${'x'.repeat(LIMITS.pathSegment + 1)}`, 'path'],
  ['GET', '/v2/book/tBTCUSD/Q0', 'precision'],
  ['GET', '/v2/book/tBTCUSD/P0?len=7', 'len'],
  ['GET', '/v2/trades/tBTCUSD/hist?limit=10001', 'limit'],
  ['GET', '/v2/trades/tBTCUSD/hist?limit=0', 'limit'],
  ['GET', '/v2/trades/tBTCUSD/hist?start=-1', 'start'],
  ['GET', '/v2/candles/trade:1x:tBTCUSD/hist', 'timeframe'],
  ['GET', '/v2/candles/trade:constructor:tBTCUSD/hist', 'timeframe'],
  ['GET', '/v2/candles/fund:1m:tBTCUSD/hist', 'key'],
  ['GET', '/v2/platform/status?x=1', 'x'],
  ['GET', '/v2/ticker/%zz', 'path'],
  ['POST', '/v2/calc/fx', 'ccy1'],
  ['POST', '/v2/calc/trade/avg?symbol=tBTCUSD&amount=abc', 'amount'],
  ['POST', '/v2/calc/trade/avg?symbol=tNOPE&amount=1', 'symbol'],
  ['GET', '/v2/auth/r/wallets', 'endpoint'],
];

t.test('bad public calls are refused by name too', async (t) => {
  const app = testExchange(t);
  const headers = { 'countersign-upstream-token': TEST_TOKEN };
  for (const [method, url, field] of BAD_PUBLIC) {
    const response = await app.inject({ method, url, headers });
    t.equal(response.statusCode, 500, url);
    t.same(response.json(), ['error', 10020, `${field}: invalid`], url);
  }
});

t.test('a body that is no JSON, too long, or tampers with prototypes is refused', async (t) => {
  const app = testExchange(t);
  const headers = { ...asGatewayFor('user-1'), 'content-type': 'application/json' };
  const post = async (payload: string) =>
    (await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers, payload })).json();
  t.same(await post('{'), ['error', 10020, 'body: invalid']);
  t.same(await post('null'), ['error', 10020, 'body: invalid']);
  t.same(await post(`{"a":"${'x'.repeat(LIMITS.bodyBytes)}"}`), ['error', 10020, 'request: invalid']);
  t.match(await post('{"__proto__":{"a":1}}'), ['error', 10020]);
  t.match(await post('{"constructor":{"prototype":{"a":1}}}'), ['error', 10020]);
  t.equal(({} as { a?: number }).a, undefined);
});

t.test('clients that send no body when there is nothing to say are answered', async (t) => {
  const app = testExchange(t);
  const empty = { ...asGatewayFor('user-1'), 'content-type': 'application/json', 'content-length': '0' };
  for (const headers of [empty, asGatewayFor('user-1')]) {
    const response = await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers });
    t.equal(response.statusCode, 200);
    t.equal(response.json().length, 8);
  }
});

t.test('whatever JSON is sent, the answer is an array and the fault is the sender’s', async (t) => {
  const app = testExchange(t);
  const paths = [
    'w/order/submit',
    'w/order/update',
    'w/order/cancel/multi',
    'w/order/multi',
    'w/transfer',
    'w/withdraw',
  ];
  const names = [
    'id',
    'cid',
    'gid',
    'all',
    'symbol',
    'type',
    'amount',
    'price',
    'ops',
    'from',
    'to',
    'currency',
  ];
  const field = fc.constantFrom(...names, 'method', 'address', 'wallet', 'tif', 'meta', 'flags');
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom('tBTCUSD', '1', 'exchange', 'BTC', 'bitcoin', 1));
  const body = fc.dictionary(field, value);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), body, async (path, payload) => {
      const headers = asGatewayFor('user-1');
      const response = await app.inject({ method: 'POST', url: `/v2/auth/${path}`, headers, payload });
      const answer = response.json();
      const refused = response.statusCode === 500 && answer[0] === 'error' && answer[1] !== 10000;
      return refused || (response.statusCode === 200 && answer[6] === 'SUCCESS');
    }),
    { numRuns: 300 },
  );
});
