import t from 'tap';
import { NOW, privateCaller, testExchange } from '../testing/test-exchange.ts';

type Row = readonly unknown[];

t.test('an account is funded once, at first sight', async (t) => {
  const call = privateCaller(testExchange(t));
  const first = (await call('r/wallets')).body as readonly Row[];
  t.match(first[0], ['exchange', 'BTC', 10, 0, 10]);
  t.same((await call('r/wallets')).body, first);
});

t.test('accounts have an end: the one that was away longest gives way', async (t) => {
  const app = testExchange(t, { accounts: 2 });
  const order = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' };
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((user) => privateCaller(app, user)) as [
    ReturnType<typeof privateCaller>,
    ReturnType<typeof privateCaller>,
    ReturnType<typeof privateCaller>,
  ];
  const open = async (call: ReturnType<typeof privateCaller>) =>
    ((await call('r/orders')).body as unknown[]).length;
  await alice('w/order/submit', order);
  await bob('w/order/submit', order);
  t.equal(await open(alice), 1, 'alice was seen after bob');
  await carol('w/order/submit', order);
  t.equal(await open(alice), 1);
  t.equal(await open(bob), 0, 'bob starts anew');
});

t.test('the wallets of the past are told from the ledger', async (t) => {
  const time = { now: NOW };
  const call = privateCaller(testExchange(t, { clock: () => time.now }));
  await call('r/wallets');
  time.now += 60_000;
  await call('w/order/submit', { type: 'EXCHANGE MARKET', symbol: 'tBTCUSD', amount: '1' });
  const usdAt = async (end?: number) => {
    const rows = (await call('r/wallets/hist', { currency: 'USD', ...(end ? { end } : {}) }))
      .body as readonly Row[];
    return rows.find(([kind]) => kind === 'exchange')?.[2];
  };
  t.equal(await usdAt(), 439_990);
  t.equal(await usdAt(NOW + 59_999), 500_000);
  t.equal(await usdAt(NOW - 1), 0);
});

t.test('the ledger is filtered by currency, category and wallet', async (t) => {
  const call = privateCaller(testExchange(t));
  await call('w/transfer', { from: 'exchange', to: 'funding', currency: 'USD', amount: '5' });
  const amounts = async (path: string, body: object) =>
    ((await call(path, body)).body as readonly Row[]).map((entry) => [entry[1], entry[2], entry[5]]);
  const moved = [
    ['USD', 'funding', 5],
    ['USD', 'exchange', -5],
  ];
  t.same(await amounts('r/ledgers/USD/hist', { category: 51 }), moved);
  t.same(
    await amounts('r/ledgers/hist', { category: 51, wallet: 'deposit' }),
    [moved[0]],
    'by its old label too',
  );
  t.same(await amounts('r/ledgers/hist', { category: 28 }), []);
  t.equal((await amounts('r/ledgers/hist', { wallet: 'margin' })).length, 1);
});

t.test('what this exchange does not deal in reads as empty', async (t) => {
  const call = privateCaller(testExchange(t));
  for (const path of [
    'r/funding/offers',
    'r/funding/credits/fUSD/hist',
    'r/alerts',
    'r/settings',
    'r/positions/hist',
  ]) {
    t.same((await call(path)).body, [], path);
  }
});

t.test('user, margin and fee information have the places of the wire', async (t) => {
  const call = privateCaller(testExchange(t));
  const user = (await call('r/info/user')).body as Row;
  t.same([user.length, user[0], user[2], user[3]], [55, 1, 'sandbox_user_1', NOW]);
  t.match((await call('r/info/margin/base')).body, ['base', [0, 0, 0, 0, 0]]);
  t.match((await call('r/info/margin/tBTCUSD')).body, ['sym', 'tBTCUSD', { length: 8 }]);
  t.equal(((await call('r/info/margin/sym_all')).body as unknown[]).length, 5);
  t.match((await call('r/summary')).body, {
    4: [
      [0.001, 0.001, 0.001],
      [0.002, 0.002, 0.002],
    ],
  });
});
