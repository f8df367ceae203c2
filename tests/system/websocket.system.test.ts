import { eventually } from '@countersign/testing';
import ccxt from 'ccxt';
import t, { type Test } from 'tap';
import { authEvent, SocketClient } from '../../services/gateway/src/testing/socket-client.ts';
import { confirmCreation, registerPerson, startCreation } from './harness/person.ts';
import { startSystem } from './harness/system.ts';

const PERMISSIONS = ['history:read', 'orders:read', 'orders:write', 'wallets:read'];
const system = await startSystem(t, { upstream: 'sandbox', gateways: 2 });
const person = await registerPerson(system);
const newKey = async (permissions: string[]) =>
  confirmCreation(person, await startCreation(system, person, { permissions }));

// A code of an authenticator app is good for one key, and the next one comes half a minute later: few keys, then.
const key = await newKey(PERMISSIONS);
const walletsKey = await newKey(['wallets:read']);

type Key = { readonly keyId: string; readonly secret: string };

/** ccxt as it is, pointed at a gateway. */
async function connect(t: Test, key: Key | null, gateway = 0) {
  const url = system.gatewayUrls[gateway] ?? '';
  const client = new ccxt.pro.bitfinex(key === null ? {} : { apiKey: key.keyId, secret: key.secret });
  const socketUrl = `${url.replace('http', 'ws')}/ws/2`;
  client.urls.api = { public: url, private: url, v1: url, ws: { public: socketUrl, private: socketUrl } };
  // Loads what ccxt needs to speak ws:// instead of wss://.
  await client.loadHttpProxyAgent();
  t.teardown(() => client.close());
  return client;
}

t.test('an unmodified ccxt without a key watches prices, trades and the book', async (t) => {
  const client = await connect(t, null);
  t.match(await client.watchTicker('BTC/USD'), { symbol: 'BTC/USD', bid: 59_990, ask: 60_010, last: 60_000 });
  t.match(await client.watchTrades('BTC/USD'), [{ symbol: 'BTC/USD', amount: 0.01 }]);
  const book = await client.watchOrderBook('ETH/USD');
  t.same(
    [book.bids[0], book.asks[0]],
    [
      [2_999.5, 1, 1],
      [3_000.5, 1, 1],
    ],
  );
  t.equal((await client.watchOHLCV('BTC/USD', '1m')).length > 0, true);
});

/** What ccxt has heard so far, while it goes on watching. */
function watch(client: Awaited<ReturnType<typeof connect>>) {
  const goOn = async (watchOnce: () => Promise<unknown>) => {
    for (;;) await watchOnce();
  };
  for (const once of [
    () => client.watchBalance(),
    () => client.watchOrders(),
    () => client.watchMyTrades(),
  ]) {
    goOn(once).catch(() => {});
  }
  const caches = client as unknown as {
    balance: { exchange?: Record<string, { free?: number }> };
    orders?: { id: string; status: string }[];
    myTrades?: { order: string }[];
  };
  const free = (currency: string) => Number(caches.balance.exchange?.[currency]?.free ?? Number.NaN);
  const status = (id: string | undefined) => caches.orders?.find((order) => order.id === id)?.status;
  return { free, status, orders: () => caches.orders ?? [], trades: () => caches.myTrades ?? [] };
}

t.test('an unmodified ccxt watches its balance and its orders, which it places by REST', async (t) => {
  const client = await connect(t, key);
  t.match((await client.watchBalance()).USD, { total: 500_000, free: 500_000 });
  const heard = watch(client);
  const order = await client.createOrder('BTC/USD', 'limit', 'buy', 0.1, 50_000);
  await eventually('the order to be heard of', () => heard.status(order.id) === 'open');
  await eventually('the balance to change', () => heard.free('USD') === 495_000);
  await client.cancelOrder(String(order.id), 'BTC/USD');
  await eventually('the cancellation to be heard of', () => heard.status(order.id) === 'canceled');
  const { id } = await client.createOrder('BTC/USD', 'market', 'buy', 0.1);
  await eventually('the trade to be heard of', () => heard.trades().some((trade) => trade.order === id));
});

t.test('what one client does, another hears through another gateway, as far as its key may', async (t) => {
  const trading = await connect(t, key, 0);
  const watching = await connect(t, walletsKey, 1);
  await watching.watchBalance();
  const heard = watch(watching);
  const before = heard.free('USD');
  await trading.createOrder('ETH/USD', 'limit', 'buy', 1, 1_000);
  await eventually('the balance to change', () => heard.free('USD') === before - 1_000);
  t.same([heard.orders(), heard.trades()], [[], []]);
});

t.test('orders are placed, changed and cancelled on a socket, as far as its key may', async (t) => {
  const port = Number(new URL(system.gatewayUrls[0] ?? '').port);
  const open = async (by: Key) => {
    const client = await SocketClient.open(t, port);
    // As ccxt counts, which uses the same key.
    client.send(authEvent(by, { nonce: Date.now() }));
    t.match(await client.event('auth'), { status: 'OK' });
    return client;
  };
  const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '40000', cid: 12 };
  const trading = await open(key);
  trading.send([0, 'on', null, order]);
  const placed = await trading.notification('on-req');
  t.match(placed, { 6: 'SUCCESS' });
  const [id] = placed[4] as number[];
  t.match(await trading.data('on'), { 0: id });
  trading.send([0, 'ou', null, { id, price: '41000' }]);
  t.match(await trading.data('ou'), { 0: id, 16: 41_000 });
  trading.send([0, 'oc', null, { id }]);
  t.match(await trading.data('oc'), { 0: id, 13: 'CANCELED' });
  const reading = await open(walletsKey);
  reading.send([0, 'on', null, order]);
  t.match(await reading.notification('on-req'), { 5: 10_001, 6: 'ERROR' });
});

t.test('a wrong secret is no way in', async (t) => {
  const client = await connect(t, { ...key, secret: `${key.secret}x` });
  await t.rejects(client.watchBalance(), ccxt.AuthenticationError);
});

t.test('nothing that any service wrote holds a secret or a signature of a socket', async (t) => {
  const client = await connect(t, key);
  await client.watchBalance();
  await client.close();
  t.match(system.output(), /"path":"\/ws\/2"/, 'sockets are logged');
  t.notMatch(system.output(), key.secret);
  t.notMatch(system.output(), /authSig|authPayload|AUTH\d/);
});

t.test('GW-94 the revocation of its key ends the socket of a ccxt, and there is no other', async (t) => {
  const client = await connect(t, key);
  await client.watchBalance();
  // From now on, since it may be told before the answer to the revocation has come; and over and over, since the orders
  // that there are may come in between.
  const watchOn = async () => {
    for (let turn = 0; turn < 100; turn++) await client.watchOrders();
  };
  const ended = t.rejects(watchOn());
  await person.browser.ok('POST', `/v1/keys/${key.keyId}/revocation`, { reason: 'test' });
  await ended;
  await t.rejects(client.watchBalance(), ccxt.AuthenticationError);
});
