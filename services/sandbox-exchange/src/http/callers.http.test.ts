import { pino } from 'pino';
import t from 'tap';
import { asGatewayFor, privateCaller, TEST_TOKEN, testExchange } from '../testing/test-exchange.ts';

const REFUSED = ['error', 10100, 'upstream token: invalid'];
const CALLS = [
  ['GET', '/v2/platform/status'],
  ['GET', '/v2/conf/pub:list:currency'],
  ['POST', '/v2/calc/fx'],
  ['POST', '/v2/auth/r/wallets'],
  ['POST', '/v2/auth/w/order/submit'],
  ['GET', '/v2/no/such/endpoint'],
  ['GET', '/'],
  ['GET', '/health/live?x'],
  ['GET', '/health/live/'],
  ['GET', '/health/LIVE'],
  ['GET', '/health/live/../../v2/platform/status'],
] as const;

t.test(
  'nothing is answered without the right upstream token, public data and unknown paths included',
  async (t) => {
    const app = testExchange(t);
    const wrong = [undefined, '', 'wrong', `${TEST_TOKEN} `, TEST_TOKEN.slice(1), `${TEST_TOKEN}x`];
    for (const [method, url] of CALLS) {
      for (const token of wrong) {
        const { 'countersign-upstream-token': _, ...others } = asGatewayFor('user-1');
        const headers = token === undefined ? others : { ...others, 'countersign-upstream-token': token };
        const response = await app.inject({ method, url, headers });
        t.equal(response.statusCode, 500, `${method} ${url}`);
        t.same(response.json(), REFUSED);
      }
    }
  },
);

t.test('a token sent twice is no token', async (t) => {
  const app = testExchange(t);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const headers = new Headers({ 'countersign-upstream-token': TEST_TOKEN });
  const url = `${app.listeningOrigin}/v2/platform/status`;
  t.same(await (await fetch(url, { headers })).json(), [1]);
  headers.append('countersign-upstream-token', TEST_TOKEN);
  t.same(await (await fetch(url, { headers })).json(), REFUSED);
});

t.test('a private call must say for which user, once and in plain characters', async (t) => {
  const app = testExchange(t);
  for (const user of [undefined, '', 'a b', 'a,b', 'user-1, user-2', 'ü', 'x'.repeat(129)]) {
    const headers: Record<string, string> = { 'countersign-upstream-token': TEST_TOKEN };
    if (user !== undefined) headers['countersign-user'] = user;
    const response = await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers });
    t.equal(response.statusCode, 500);
    t.same(response.json(), ['error', 10100, 'countersign-user: invalid'], JSON.stringify(user));
  }
});

t.test('public data needs no user', async (t) => {
  const app = testExchange(t);
  const headers = { 'countersign-upstream-token': TEST_TOKEN };
  t.same((await app.inject({ url: '/v2/platform/status', headers })).json(), [1]);
});

t.test('each user has an account of their own', async (t) => {
  const app = testExchange(t);
  const [alice, bob] = [privateCaller(app, 'alice'), privateCaller(app, 'bob')];
  const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' };
  const placed = (await alice('w/order/submit', order)).body as [
    unknown,
    unknown,
    unknown,
    unknown,
    [[number]],
  ];
  const id = placed[4][0][0];
  t.same((await bob('r/orders')).body, []);
  t.same((await bob('w/order/cancel', { id })).body, ['error', 10001, 'Order not found.']);
  t.match((await bob('w/order/cancel/multi', { all: 1 })).body, { 4: [], 6: 'SUCCESS' });
  t.equal(((await alice('r/orders')).body as unknown[]).length, 1);
  t.not(JSON.stringify((await alice('r/info/user')).body), JSON.stringify((await bob('r/info/user')).body));
});

t.test('health is told to anybody and nothing else with it', async (t) => {
  const app = testExchange(t);
  for (const url of ['/health/live', '/health/ready']) {
    const response = await app.inject({ url });
    t.equal(response.statusCode, 200);
    t.same(response.json(), { status: 'ok' });
  }
});

t.test('no part of a request reaches the log, whatever goes wrong with it', async (t) => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  const failing = { level: 0 };
  const clock = () => {
    if (failing.level > 0) throw new Error('the clock stopped');
    return 1_780_000_000_000;
  };
  const app = testExchange(t, { logger, clock });
  const headers = { ...asGatewayFor('user-secret'), 'bfx-signature': 'signature-secret' };
  const payload = { address: 'address-secret' };
  const url = '/v2/auth/w/withdraw?query-secret';
  await app.inject({ method: 'POST', url, headers, payload });
  await app.inject({
    method: 'POST',
    url,
    headers: { 'countersign-upstream-token': 'token-secret' },
    payload,
  });
  await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers, payload: '{"broken-secret' });
  failing.level = 1;
  const response = await app.inject({ method: 'POST', url: '/v2/auth/r/wallets', headers, payload: {} });
  t.same(response.json(), ['error', 10000, 'ERR_UNK']);
  const log = lines.join('');
  t.match(log, /the clock stopped/, 'the fault itself is logged');
  t.notMatch(log, new RegExp(`secret|${TEST_TOKEN}`));
});
