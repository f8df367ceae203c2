import { PERMISSIONS, type Permission } from '@countersign/permissions';
import ccxt, { type bitfinex } from 'ccxt';
import t from 'tap';
import { connectCcxt } from './harness/ccxt.ts';
import { startGateways } from './harness/gateways.ts';

// What ccxt can do at Bitfinex with an account, through real processes: each call with the one permission it takes, and
// with every other one. What it watches (ccxt.pro) is in websocket.system.test.ts.

const gateways = await startGateways(t, { upstream: 'sandbox' });
const [url = ''] = gateways.urls;
const owner = await gateways.insertKey({ permissions: PERMISSIONS });
const { ownerId } = owner;
const full = connectCcxt(url, owner);
/** Keys of the same account, each without one permission. */
const without = new Map<Permission, bitfinex>();

async function clientWithout(permission: Permission): Promise<bitfinex> {
  const known = without.get(permission);
  if (known !== undefined) return known;
  const others = PERMISSIONS.filter((each) => each !== permission);
  const client = connectCcxt(url, await gateways.insertKey({ ownerId, permissions: others }));
  without.set(permission, client);
  return client;
}

type Step = {
  readonly call: string;
  readonly takes: Permission;
  /** What ccxt makes of the answer. */
  readonly gives: object | readonly object[] | ((result: never) => boolean);
  readonly run: (client: bitfinex) => Promise<unknown>;
};

const ids: Record<string, string> = {};
const keep = (name: string) => (order: { id: string }) => {
  ids[name] = order.id;
  return order;
};
const BTC = 'BTC/USD';
const PERPETUAL = 'BTC/USDT:USDT';

const WAY: readonly Step[] = [
  {
    call: 'fetchBalance',
    takes: 'wallets:read',
    gives: { USD: { free: 500_000, used: 0, total: 500_000 } },
    run: (client) => client.fetchBalance(),
  },
  {
    call: 'createOrder, to rest',
    takes: 'orders:write',
    gives: { status: 'open', symbol: BTC, price: 50_000, amount: 0.1 },
    run: (client) => client.createOrder(BTC, 'limit', 'buy', 0.1, 50_000).then(keep('resting') as never),
  },
  {
    call: 'editOrder',
    takes: 'orders:write',
    gives: { status: 'open', amount: 0.2, price: 51_000 },
    run: (client) => client.editOrder(ids.resting ?? '', BTC, 'limit', 'buy', 0.2, 51_000),
  },
  {
    call: 'fetchOpenOrders',
    takes: 'orders:read',
    gives: [{ symbol: BTC, amount: 0.2 }],
    run: (client) => client.fetchOpenOrders(BTC),
  },
  {
    call: 'fetchOrder',
    takes: 'orders:read',
    gives: { symbol: BTC, amount: 0.2, status: 'open' },
    run: (client) => client.fetchOrder(ids.resting ?? '', BTC),
  },
  {
    call: 'cancelOrder',
    takes: 'orders:write',
    gives: { status: 'canceled' },
    run: (client) => client.cancelOrder(ids.resting ?? '', BTC),
  },
  {
    call: 'createOrder, at the market',
    takes: 'orders:write',
    gives: { status: 'closed', filled: 0.1 },
    run: (client) => client.createOrder(BTC, 'market', 'buy', 0.1).then(keep('filled') as never),
  },
  {
    call: 'fetchClosedOrders',
    takes: 'orders:read',
    gives: (orders: { status: string }[]) => orders.some(({ status }) => status === 'closed'),
    run: (client) => client.fetchClosedOrders(BTC),
  },
  {
    call: 'fetchOrderTrades',
    takes: 'orders:read',
    gives: [{ amount: 0.1, side: 'buy' }],
    run: (client) => client.fetchOrderTrades(ids.filled ?? '', BTC),
  },
  {
    call: 'fetchMyTrades',
    takes: 'history:read',
    gives: [{ amount: 0.1, price: 60_010, fee: { cost: 0.0002, currency: 'BTC' } }],
    run: (client) => client.fetchMyTrades(BTC),
  },
  {
    call: 'fetchLedger',
    takes: 'history:read',
    gives: (entries: { type: string }[]) =>
      ['trade', 'fee'].every((wanted) => entries.some(({ type }) => type === wanted)),
    run: (client) => client.fetchLedger('BTC'),
  },
  {
    call: 'createOrders',
    takes: 'orders:write',
    gives: [{ status: 'open' }, { status: 'open' }],
    run: (client) =>
      client.createOrders([
        { symbol: BTC, type: 'limit', side: 'buy', amount: 0.1, price: 40_000 },
        { symbol: 'ETH/USD', type: 'limit', side: 'sell', amount: 1, price: 5_000 },
      ]),
  },
  {
    call: 'cancelAllOrders',
    takes: 'orders:write',
    gives: [{ status: 'canceled' }, { status: 'canceled' }],
    run: (client) => client.cancelAllOrders(),
  },
  {
    call: 'createOrder, of a perpetual',
    takes: 'orders:write',
    gives: { status: 'closed', filled: 0.1 },
    run: (client) => client.createOrder(PERPETUAL, 'market', 'buy', 0.1),
  },
  {
    call: 'fetchPositions',
    takes: 'positions:read',
    gives: [{ symbol: PERPETUAL, side: 'long', entryPrice: 60_010 }],
    run: (client) => client.fetchPositions(),
  },
  {
    call: 'fetchTradingFees',
    takes: 'account:read',
    gives: { [BTC]: { maker: 0.001, taker: 0.002 } },
    run: (client) => client.fetchTradingFees(),
  },
  {
    call: 'transfer',
    takes: 'wallets:write',
    gives: { status: 'ok', amount: 100, currency: 'USDT' },
    run: (client) => client.transfer('USDT', 100, 'spot', 'derivatives'),
  },
  {
    call: 'fetchDepositAddress',
    takes: 'wallets:write',
    gives: { currency: 'BTC', address: /^sandbox-bitcoin-/ },
    run: (client) => client.fetchDepositAddress('BTC'),
  },
  {
    call: 'createDepositAddress',
    takes: 'wallets:write',
    gives: { currency: 'BTC', address: /^sandbox-bitcoin-/ },
    run: (client) => client.createDepositAddress('BTC'),
  },
  {
    call: 'withdraw',
    takes: 'withdraw:write',
    gives: { amount: 0.5, status: 'ok' },
    run: (client) => client.withdraw('BTC', 0.5, 'bc1qsomewhere'),
  },
  {
    call: 'fetchDepositsWithdrawals',
    takes: 'history:read',
    gives: (movements: { type: string; amount: number }[]) =>
      movements.some(({ type, amount }) => type === 'withdrawal' && amount === 0.5),
    run: (client) => client.fetchDepositsWithdrawals('BTC'),
  },
];

t.test(
  'an unmodified ccxt goes its whole way: each call takes its one permission, which no other stands for',
  async (t) => {
    for (const { call, takes, gives, run } of WAY) {
      await t.rejects(run(await clientWithout(takes)), ccxt.PermissionDenied, `${call} without ${takes}`);
      const result = await run(full);
      if (typeof gives === 'function') t.ok(gives(result as never), `${call} ${JSON.stringify(result)}`);
      else t.match(result, gives, call);
    }
  },
);

t.test('a withdrawal that was refused for its permission has moved nothing', async (t) => {
  const before = (await full.fetchBalance()).BTC;
  const unable = await clientWithout('withdraw:write');
  await t.rejects(unable.withdraw('BTC', 0.5, 'bc1qsomewhere'), ccxt.PermissionDenied);
  t.same((await full.fetchBalance()).BTC, before);
});

type Scope = readonly [scope: string, read: string | number, write: string | number];

t.test('ccxt asks what its key may do, and for a token that may less', async (t) => {
  const shown = (await full.privatePostAuthRPermissions()) as Scope[];
  const granted = (scopes: readonly Scope[]) =>
    scopes.flatMap(([scope, read, write]) => [
      ...(Number(read) ? [`${scope}:read`] : []),
      ...(Number(write) ? [`${scope}:write`] : []),
    ]);
  t.same(granted(shown).toSorted(), [...PERMISSIONS].toSorted());

  const [token] = (await full.privatePostAuthWToken({ scope: 'api', caps: ['w'] })) as [string];
  const holder = connectCcxt(url, { keyId: 'nobody', secret: 'nothing' });
  holder.headers = { 'bfx-token': token };
  t.same(granted((await holder.privatePostAuthRPermissions()) as Scope[]), ['wallets:read']);
  t.match(await holder.fetchBalance(), { BTC: { total: Number } });
  await t.rejects(holder.fetchOpenOrders(), ccxt.PermissionDenied);
});
