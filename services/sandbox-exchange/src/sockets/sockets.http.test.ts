import { connect } from 'node:net';
import t, { type Test } from 'tap';
import { NOW, privateCaller, TEST_TOKEN, testExchange } from '../testing/test-exchange.ts';
import { TestSocket } from '../testing/test-socket.ts';

const ORDER = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000', cid: 5 };

async function authenticated(t: Test, app: ReturnType<typeof testExchange>, options: object = {}) {
  const socket = await TestSocket.open(t, app, 'user-1');
  socket.send({ event: 'auth', ...options });
  t.match(await socket.event('auth'), { status: 'OK', chanId: 0, userId: 1 });
  return socket;
}

t.test('an owner first hears what there is', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  await call('w/order/submit', ORDER);
  const socket = await authenticated(t, app, { subId: 'mine' });
  t.match(socket.received[1], { event: 'auth', subId: 'mine', auth_id: /^[\w-]+$/ });
  t.same(await socket.data('ps'), []);
  t.same(await socket.data('ws'), (await call('r/wallets')).body);
  t.same(await socket.data('os'), (await call('r/orders')).body);
});

t.test('what is done by REST is heard on every socket of the account, and on no other', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  const sockets = [await authenticated(t, app), await authenticated(t, app)];
  const other = await TestSocket.open(t, app, 'user-2');
  other.send({ event: 'auth' });
  await other.data('fls');

  await call('w/order/submit', ORDER);
  for (const socket of sockets) {
    const [id, , cid, symbol] = await socket.data('on');
    t.match([cid, symbol], [5, 'tBTCUSD']);
    t.same((await socket.data('wu')).slice(0, 5), ['exchange', 'USD', 500_000, 0, 495_000]);
    await call('w/order/cancel', { id });
    t.match(await socket.data('oc'), { 0: id, 13: 'CANCELED' });
    await call('w/order/submit', ORDER);
  }
  await call('w/order/submit', { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '0.1' });
  const [socket] = sockets;
  t.match(await socket?.data('te'), { 1: 'tBTCUSD', 4: 0.1, 5: 60_010 });
  t.match(await socket?.data('oc'), { 13: /^EXECUTED/ });
  await call('w/order/submit', { type: 'MARKET', symbol: 'tBTCF0:USTF0', amount: '0.1', lev: 5 });
  t.match(await socket?.data('pn'), { 0: 'tBTCF0:USTF0', 2: 0.1 });
  await call('w/order/submit', { type: 'MARKET', symbol: 'tBTCF0:USTF0', amount: '0.1', lev: 5 });
  t.match(await socket?.data('pu'), { 2: 0.2 });
  await call('w/order/submit', { type: 'MARKET', symbol: 'tBTCF0:USTF0', amount: '-0.2', lev: 5 });
  t.match(await socket?.data('pc'), { 1: 'CLOSED' });
  other.send({ event: 'ping' });
  await other.event('pong');
  t.equal(other.received.length, 9, 'welcome, auth, six snapshots, pong');
});

t.test('orders are placed, changed and cancelled on a socket', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  const socket = await authenticated(t, app);
  socket.send([0, 'on', null, ORDER]);
  const placed = await socket.data('n');
  t.match(placed, { 1: 'on-req', 6: 'SUCCESS' });
  const [id] = placed[4] as number[];
  t.match(await socket.data('on'), { 0: id });
  socket.send([0, 'ou', null, { id, price: '51000' }]);
  t.match(await socket.data('n'), { 1: 'ou-req', 6: 'SUCCESS' });
  t.match(await socket.data('ou'), { 0: id, 16: 51_000 });
  socket.send([
    0,
    'ox_multi',
    null,
    [
      ['on', ORDER],
      ['oc', { id }],
    ],
  ]);
  t.match(await socket.data('n'), { 1: 'ox_multi-req', 6: 'SUCCESS' });
  t.match(await socket.data('oc'), { 0: id });
  socket.send([0, 'oc_multi', null, { all: 1 }]);
  t.match(await socket.data('n'), { 1: 'oc_multi-req' });
  t.same((await call('r/orders')).body, []);
});

t.test('a refused input is told with its reason and the ids of its order', async (t) => {
  const app = testExchange(t);
  const socket = await authenticated(t, app);
  for (const [type, payload, code, text] of [
    ['on', { ...ORDER, amount: '1000' }, 10001, /not enough exchange balance/],
    ['on', { ...ORDER, symbol: 'tXXX' }, 10020, 'symbol: invalid'],
    ['on', { ...ORDER, amount: [] }, 10020, 'amount: invalid'],
    ['on', null, 10020, 'body: invalid'],
    ['oc', { id: 5 }, 10001, 'Order not found.'],
    ['fon', {}, 10020, 'type: invalid'],
    ['calc', [['everything']], 10020, 'calc: invalid'],
  ] as const) {
    socket.send([0, type, null, payload]);
    t.match(await socket.data('n'), { 1: `${type}-req`, 5: code, 6: 'ERROR', 7: text });
  }
  socket.send([0, 'on', null, { ...ORDER, amount: '1000', gid: 3 }]);
  t.match(await socket.data('n'), { 4: [null, 3, 5] });
});

t.test('calculations are answered', async (t) => {
  const app = testExchange(t);
  const socket = await authenticated(t, app);
  socket.send([
    0,
    'calc',
    null,
    [['balance'], ['wallet_exchange_BTC'], ['margin_base'], ['position_tBTCF0:USTF0']],
  ]);
  t.same(await socket.data('bu'), [500_000, 500_000]);
  t.match(await socket.data('wu'), ['exchange', 'BTC', 10]);
  t.match(await socket.data('miu'), ['base', [0, 0, 0, 0, 0]]);
});

t.test('a filter leaves out what was not asked for', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  const socket = await authenticated(t, app, { filter: ['trading-tETHUSD', 'wallet-exchange-ETH'] });
  await call('w/order/submit', ORDER);
  await call('w/order/submit', { type: 'EXCHANGE MARKET', symbol: 'tETHUSD', amount: '-1' });
  t.match(await socket.data('te'), { 1: 'tETHUSD' });
  t.match(await socket.data('oc'), { 3: 'tETHUSD' });
  t.match(await socket.data('wu'), ['exchange', 'ETH']);
  const types = socket.received.flatMap((message) => (Array.isArray(message) ? [message[1]] : []));
  t.notOk(types.includes('on'));
  t.notOk(types.includes('fos'));
});

t.test('orders are cancelled at the end of a socket that asked for it', async (t) => {
  const app = testExchange(t);
  const call = privateCaller(app);
  const listening = await authenticated(t, app);
  const careful = await authenticated(t, app, { dms: 4 });
  const careless = await authenticated(t, app);
  await call('w/order/submit', ORDER);
  await listening.data('on');
  careless.socket.close();
  careful.socket.close();
  t.match(await listening.data('oc'), { 13: 'CANCELED' });
  t.same((await call('r/orders')).body, []);
});

t.test('every wallet is told once more a moment later', async (t) => {
  let now = NOW;
  const app = testExchange(t, { clock: () => now });
  const socket = await authenticated(t, app);
  const wallets = await socket.data('ws');
  now += 1_000;
  for (const wallet of wallets) t.same(await socket.data('wu'), wallet);
});

t.test('an order whose time is over is told', async (t) => {
  let now = NOW;
  const app = testExchange(t, { clock: () => now });
  const socket = await authenticated(t, app);
  socket.send([0, 'on', null, { ...ORDER, tif: '2026-06-01 13:00:00' }]);
  await socket.data('on');
  now += 3_600_000;
  t.match(await socket.data('oc'), { 13: 'CANCELED' });
  now += 15_000;
  await socket.next('a heartbeat', (message) => Array.isArray(message) && message[1] === 'hb');
});

t.test('public channels tell what REST does, and go on', async (t) => {
  let now = NOW;
  const app = testExchange(t, { clock: () => now });
  const socket = await TestSocket.open(t, app, null);
  const subscribe = async (terms: object) => {
    socket.send({ event: 'subscribe', ...terms });
    const { chanId } = await socket.event('subscribed');
    const message = await socket.next('a snapshot', (m) => Array.isArray(m) && m[0] === chanId);
    return { id: chanId as number, snapshot: (message as unknown[])[1] };
  };
  const read = async (url: string) =>
    (await app.inject({ url, headers: { 'countersign-upstream-token': TEST_TOKEN } })).json();
  const ticker = await subscribe({ channel: 'ticker', symbol: 'tBTCUSD' });
  t.same(ticker.snapshot, await read('/v2/ticker/tBTCUSD'));
  const trades = await subscribe({ channel: 'trades', symbol: 'tBTCUSD' });
  t.same(trades.snapshot, await read('/v2/trades/tBTCUSD/hist?limit=30'));
  const raw = await subscribe({ channel: 'book', symbol: 'tBTCUSD', prec: 'R0', len: '100' });
  t.same(raw.snapshot, await read('/v2/book/tBTCUSD/R0?len=100'));
  const candles = await subscribe({ channel: 'candles', key: 'trade:1m:tBTCUSD' });
  t.same(candles.snapshot, await read('/v2/candles/trade:1m:tBTCUSD/hist?limit=100'));
  now += 10_000;
  const [id, at] = (await socket.data('tu', trades.id)) as number[];
  t.equal(at, now);
  t.type(id, 'number');
  for (const channel of [raw, candles, ticker]) {
    now += 10_000;
    await socket.next('an update', (m) => Array.isArray(m) && m[0] === channel.id);
  }
  socket.send({ event: 'unsubscribe', chanId: ticker.id });
  t.match(await socket.event('unsubscribed'), { status: 'OK', chanId: ticker.id });
});

t.test('a client that compares its book gets the sum of it, and times if it asks', async (t) => {
  const app = testExchange(t);
  const socket = await TestSocket.open(t, app, null);
  socket.send({ event: 'conf', flags: 131_072 + 32_768 });
  t.match(await socket.event('conf'), { status: 'OK' });
  socket.send({ event: 'subscribe', channel: 'book', symbol: 'tETHBTC' });
  const { chanId } = await socket.event('subscribed');
  const message = await socket.next('the sum', (m) => Array.isArray(m) && m[1] === 'cs');
  // Of 0.04999:1:0.05001:-1:0.04998:1:0.05002:-1 … computed by Python's zlib.
  t.same(message, [chanId, 'cs', 393_887_554, NOW]);
});

t.test('what is not offered is an error', async (t) => {
  const app = testExchange(t);
  const socket = await TestSocket.open(t, app, null);
  for (const [message, error] of [
    ['nonsense', { code: 10000 }],
    [{ event: 'nonsense' }, { code: 10000 }],
    [[0, 'on', null, ORDER], { code: 10100, msg: 'auth: invalid' }],
    [{ event: 'conf', flags: 'x' }, { code: 10050 }],
    [
      { event: 'subscribe', channel: 'status', key: 'liq:global' },
      { code: 10300, msg: 'channel: invalid' },
    ],
    [
      { event: 'subscribe', channel: 'ticker', symbol: 'tXXX' },
      { code: 10300, msg: 'symbol: invalid' },
    ],
    [{ event: 'subscribe', channel: 'book', symbol: 'tBTCUSD', prec: 'P9' }, { msg: 'prec: invalid' }],
    [{ event: 'subscribe', channel: 'candles', key: 'trade:7m:tBTCUSD' }, { msg: 'timeframe: invalid' }],
    [{ event: 'unsubscribe', chanId: 77 }, { code: 10401 }],
  ] as const) {
    socket.send(message);
    t.match(await socket.event('error'), error);
  }
  socket.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD', subId: 9 });
  t.match(await socket.event('subscribed'), { subId: 9 });
  socket.send({ event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD', subId: 9 });
  t.match(await socket.event('error'), { code: 10301, subId: 9 });
  socket.send({ event: 'auth' });
  t.match(await socket.event('auth'), { status: 'FAILED', msg: 'auth: invalid' });
});

t.test('a message that nobody thought of ends its socket at most', async (t) => {
  const app = testExchange(t);
  const other = await authenticated(t, app);
  const socket = await TestSocket.open(t, app, null);
  socket.send({ event: 'subscribe', channel: 'ticker', pair: { toString: 1 } });
  await t.rejects(
    socket.next('more', () => false),
    /closed/,
  );
  other.send({ event: 'ping' });
  await other.event('pong');
});

t.test('nobody but the gateway gets a socket', async (t) => {
  const app = testExchange(t);
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const attempt = (path: string, ...lines: string[]) =>
    new Promise<string>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      const handshake = ['Host: x', 'Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'];
      const key = `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`;
      socket.write([`GET ${path} HTTP/1.1`, ...handshake, key, ...lines, '', ''].join('\r\n'));
      socket.once('data', (bytes) => {
        socket.destroy();
        resolve(bytes.toString().split('\r\n', 1)[0] ?? '');
      });
    });
  const token = `Countersign-Upstream-Token: ${TEST_TOKEN}`;
  t.equal(await attempt('/ws/2', token), 'HTTP/1.1 101 Switching Protocols');
  t.equal(await attempt('/ws/2'), 'HTTP/1.1 401 Unauthorized');
  t.equal(await attempt('/ws/2', `${token}x`), 'HTTP/1.1 401 Unauthorized');
  t.equal(await attempt('/ws/2', token, 'Countersign-User: a b'), 'HTTP/1.1 401 Unauthorized');
  t.equal(await attempt('/v2/platform/status', token), 'HTTP/1.1 200 OK', 'anything else is plain HTTP');
});

t.test('it stops with sockets open', async (t) => {
  const app = testExchange(t);
  const socket = await authenticated(t, app);
  await app.close();
  await t.rejects(
    socket.next('more', () => false),
    /closed/,
  );
});
