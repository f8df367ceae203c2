import t from 'tap';
import { LIMITS } from '../limits.ts';
import { NOW, privateCaller, testExchange } from '../testing/test-exchange.ts';

type Row = readonly unknown[];
const LIMIT_BUY = { type: 'EXCHANGE LIMIT', symbol: 'tBTCUSD', amount: '0.1', price: '50000' };

/** An exchange whose clock is moved by hand, and a caller. */
function exchange(t: Parameters<typeof testExchange>[0]) {
  const time = { now: NOW };
  const call = privateCaller(testExchange(t, { clock: () => time.now }));
  const rows = async (path: string, body: object = {}) => (await call(path, body)).body as readonly Row[];
  const submit = async (terms: object): Promise<Row> => {
    const { body } = await call('w/order/submit', { ...LIMIT_BUY, ...terms });
    return ((body as Row)[4] as readonly Row[])[0] as Row;
  };
  return { time, call, rows, submit };
}

t.test('an order has the 32 places of the wire', async (t) => {
  const { submit } = exchange(t);
  const order = await submit({ gid: 5, cid: 77, flags: 64 + 4096, meta: { aff_code: 'friend' } });
  t.equal(order.length, 32);
  t.same(order.slice(1, 9), [5, 77, 'tBTCUSD', NOW, NOW, 0.1, 0.1, 'EXCHANGE LIMIT']);
  t.same([order[12], order[13], order[16], order[24]], [4160, 'ACTIVE', 50_000, 1]);
  t.same(order[31], { $F7: 1, aff_code: 'friend' });
});

t.test('numbers and text are both taken for money', async (t) => {
  const { submit } = exchange(t);
  t.equal((await submit({ amount: 0.3, price: 1000.5 }))[16], 1000.5);
});

t.test('an update that is refused leaves the order and its hold as they were', async (t) => {
  const { call, rows, submit } = exchange(t);
  const [id] = await submit({});
  const before = [await rows('r/orders'), await rows('r/wallets')];
  const refused = await call('w/order/update', { id, amount: '11' });
  t.match(refused.body, [
    'error',
    10001,
    'Invalid order: not enough exchange balance for 11 BTCUSD at 50000',
  ]);
  t.match((await call('w/order/update', { id, amount: '-1' })).body, ['error', 10020, 'amount: invalid']);
  t.match((await call('w/order/update', { id, price: '0' })).body, ['error', 10020, 'price: invalid']);
  t.match((await call('w/order/update', { id, flags: 3 })).body, ['error', 10020, 'flags: invalid']);
  t.same([await rows('r/orders'), await rows('r/wallets')], before);
});

t.test('an update may use the money that the order itself holds', async (t) => {
  const { call, submit } = exchange(t);
  const [id] = await submit({ amount: '10', price: '49000' });
  t.match((await call('w/order/update', { id, price: '50000' })).body, {
    4: { 0: id, 16: 50_000 },
    6: 'SUCCESS',
  });
});

t.test('a delta changes the amount, and a price that crosses executes under the same id', async (t) => {
  const { call, rows, submit } = exchange(t);
  const [id] = await submit({});
  t.match((await call('w/order/update', { id, delta: '0.05' })).body, { 4: { 6: 0.15, 7: 0.15 } });
  t.match((await call('w/order/update', { id, price: '60010' })).body, {
    4: { 0: id, 13: 'EXECUTED @ 60010(0.15)' },
  });
  t.same(await rows('r/orders'), []);
  t.match(await rows(`r/order/tBTCUSD:${id}/trades`), [{ 3: id, 4: 0.15, 5: 60_010 }]);
});

t.test('an order is found by the client’s id and the day it was made, and by no other day', async (t) => {
  const { call, submit, rows } = exchange(t);
  await submit({ cid: 42 });
  const day = new Date(NOW).toISOString().slice(0, 10);
  t.equal((await rows('r/orders', { cid: 42, cid_date: day })).length, 1);
  t.same((await call('w/order/cancel', { cid: 42, cid_date: '2020-01-01' })).body, [
    'error',
    10001,
    'Order not found.',
  ]);
  t.match((await call('w/order/cancel', { cid: 42, cid_date: day })).body, { 4: { 2: 42, 13: 'CANCELED' } });
});

t.test('many orders are cancelled by id, group or client id, and only those', async (t) => {
  const { call, submit, rows } = exchange(t);
  const day = new Date(NOW).toISOString().slice(0, 10);
  const [first] = await submit({});
  await submit({ gid: 9 });
  await submit({ cid: 4 });
  const [left] = await submit({ cid: 5, gid: 8 });
  const { body } = await call('w/order/cancel/multi', { id: [first, 1], gid: [9], cid: [[4, day]] });
  t.match(body, { 1: 'oc_multi-req', 4: { length: 3 }, 7: 'Submitting 3 order cancellations.' });
  t.match(await rows('r/orders'), [{ 0: left }]);
});

t.test(
  'of several operations the refused ones are told in their place and the others are done',
  async (t) => {
    const { call, rows } = exchange(t);
    const ops = [
      ['on', { ...LIMIT_BUY, cid: 1 }],
      ['on', { ...LIMIT_BUY, amount: '1000' }],
      ['oc', { id: 1 }],
      ['ou', { cid: 1, cid_date: new Date(NOW).toISOString().slice(0, 10), price: '40000' }],
    ];
    const { status, body } = await call('w/order/multi', { ops });
    t.equal(status, 200);
    const outcomes = (body as Row)[4] as readonly Row[];
    t.same(
      outcomes.map((outcome) => [outcome[1], outcome[6]]),
      [
        ['on-req', 'SUCCESS'],
        ['on-req', 'ERROR'],
        ['oc-req', 'ERROR'],
        ['ou-req', 'SUCCESS'],
      ],
    );
    t.match(await rows('r/orders'), [{ 2: 1, 16: 40_000 }]);
  },
);

t.test('an order with a time in force is cancelled by the clock, at that time', async (t) => {
  const { time, submit, rows } = exchange(t);
  await submit({ tif: new Date(NOW + 60_000).toISOString().slice(0, 19).replace('T', ' ') });
  time.now += 59_999;
  t.equal((await rows('r/orders')).length, 1);
  time.now += 10_000;
  t.same(await rows('r/orders'), []);
  t.match(await rows('r/orders/hist'), [{ 5: NOW + 60_000, 13: 'CANCELED' }]);
});

t.test('open orders have an end: one more is refused, and a cancelled one makes room', async (t) => {
  const { call, submit } = exchange(t);
  const small = { amount: '0.001' };
  const [first] = await submit(small);
  for (let i = 1; i < LIMITS.openOrders; i += 1) await submit(small);
  const refused = (await call('w/order/submit', { ...LIMIT_BUY, ...small })).body;
  t.same(refused, ['error', 10001, `Invalid order: more than ${LIMITS.openOrders} open orders`]);
  t.match((await call('w/order/update', { id: first, amount: '0.002' })).body, { 6: 'SUCCESS' });
  await call('w/order/cancel', { id: first });
  t.match((await call('w/order/submit', { ...LIMIT_BUY, ...small })).body, { 6: 'SUCCESS' });
});

t.test('histories keep the newest entries only', async (t) => {
  const { call, rows, submit } = exchange(t);
  const ioc = { type: 'EXCHANGE IOC' };
  const [first] = await submit(ioc);
  const ops = Array.from({ length: 75 }, () => ['on', { ...LIMIT_BUY, ...ioc }]);
  for (let i = 0; i < LIMITS.history; i += ops.length) await call('w/order/multi', { ops });
  const kept = await rows('r/orders/hist', { limit: 2_500 });
  t.equal(kept.length, LIMITS.history);
  t.notOk(kept.some(([id]) => id === first));
});

t.test('lists are paged by time, number and order', async (t) => {
  const { time, rows, submit } = exchange(t);
  const ids: unknown[] = [];
  for (let i = 0; i < 30; i += 1) {
    ids.push((await submit({ type: 'EXCHANGE IOC' }))[0]);
    time.now += 1_000;
  }
  const list = async (body: object) => (await rows('r/orders/hist', body)).map(([id]) => id);
  t.same(await list({}), ids.toReversed().slice(0, 25), 'newest first, 25 if nothing is said');
  t.same(await list({ limit: 3 }), ids.toReversed().slice(0, 3));
  t.same(await list({ limit: 3, sort: 1 }), ids.slice(0, 3));
  t.same(
    await list({ start: NOW + 5_000, end: NOW + 7_000, sort: 1 }),
    ids.slice(5, 8),
    'both ends included',
  );
  t.same(await list({ start: NOW + 7_000, end: NOW + 5_000 }), []);
});

t.test('what is said to be available can be ordered, and one step more cannot', async (t) => {
  const { call } = exchange(t);
  const question = { symbol: 'tBTCUSD', type: 'EXCHANGE', dir: 1, rate: '50000' };
  t.same((await call('calc/order/avail', question)).body, [10]);
  t.match((await call('w/order/submit', { ...LIMIT_BUY, amount: '10.00000001' })).body, ['error', 10001]);
  t.match((await call('w/order/submit', { ...LIMIT_BUY, amount: '10' })).body, { 6: 'SUCCESS' });
  t.same((await call('calc/order/avail', question)).body, [0]);
  t.same((await call('calc/order/avail', { ...question, dir: -1 })).body, [-10]);

  const perpetual = { symbol: 'tBTCF0:USTF0', type: 'DERIV', dir: -1, rate: '60000', lev: '100' };
  const [most] = (await call('calc/order/avail', perpetual)).body as [number];
  const order = { type: 'LIMIT', symbol: 'tBTCF0:USTF0', price: '60000', lev: 100 };
  t.match((await call('w/order/submit', { ...order, amount: most - 0.0001 })).body, ['error', 10001]);
  t.match((await call('w/order/submit', { ...order, amount: most })).body, { 6: 'SUCCESS' });
});
