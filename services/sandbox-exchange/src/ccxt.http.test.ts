import ccxt from 'ccxt';
import t from 'tap';
import { connectCcxt } from './testing/test-exchange.ts';

t.test('ccxt loads markets and currencies', async (t) => {
  const client = await connectCcxt(t);
  await client.loadMarkets();
  t.same(client.symbols, ['BTC/USD', 'BTC/USDT', 'BTC/USDT:USDT', 'ETH/BTC', 'ETH/USD', 'TESTBTC/TESTUSD']);
  t.match(client.market('BTC/USD'), { id: 'tBTCUSD', spot: true, limits: { amount: { min: 0.00004 } } });
  t.match(client.market('BTC/USDT:USDT'), { id: 'tBTCF0:USTF0', swap: true, linear: true });
  t.match(client.currencies.BTC, { id: 'BTC', name: 'Bitcoin', fee: 0.0004, deposit: true, withdraw: true });
  t.match(await client.fetchStatus(), { status: 'ok' });
});

t.test('ccxt reads prices, book, trades and candles', async (t) => {
  const client = await connectCcxt(t);
  t.match(await client.fetchTicker('BTC/USD'), { symbol: 'BTC/USD', bid: 59990, ask: 60010, last: 60000 });
  t.equal(Object.keys(await client.fetchTickers()).length, 6);
  t.same(Object.keys(await client.fetchTickers(['ETH/BTC'])), ['ETH/BTC']);
  const book = await client.fetchOrderBook('ETH/USD', 25);
  t.same([book.bids[0], book.asks[0], book.bids.length], [[2999.5, 1], [3000.5, 1], 25]);
  t.equal((await client.fetchTrades('BTC/USD', undefined, 7)).length, 7);
  const since = Date.now() - 3 * 3_600_000;
  const candles = await client.fetchOHLCV('BTC/USDT:USDT', '1h', since, 10);
  t.equal(candles.length, 3);
  t.same(candles[0]?.slice(1, 5), [60000, 60010, 59990, 60000]);
});

t.test('a limit order through ccxt rests, holds its money, is edited and cancelled', async (t) => {
  const client = await connectCcxt(t);
  const order = await client.createOrder('BTC/USD', 'limit', 'buy', 0.1, 50_000);
  t.match(order, { status: 'open', symbol: 'BTC/USD', side: 'buy', price: 50_000, amount: 0.1, filled: 0 });
  t.match((await client.fetchBalance()).USD, { free: 495_000, used: 5_000, total: 500_000 });

  const edited = await client.editOrder(String(order.id), 'BTC/USD', 'limit', 'buy', 0.2, 51_000);
  t.match(edited, { id: order.id, status: 'open', price: 51_000, amount: 0.2 });
  t.match((await client.fetchBalance()).USD, { free: 489_800, used: 10_200, total: 500_000 });
  t.same(
    (await client.fetchOpenOrders('BTC/USD')).map(({ id }) => id),
    [order.id],
  );
  t.same(await client.fetchOpenOrders('ETH/USD'), []);
  t.equal((await client.fetchOrder(String(order.id), 'BTC/USD')).id, order.id);

  t.match(await client.cancelOrder(String(order.id), 'BTC/USD'), { id: order.id, status: 'canceled' });
  t.same(await client.fetchOpenOrders(), []);
  t.match(await client.fetchClosedOrders('BTC/USD'), [{ id: order.id, status: 'canceled' }]);
  t.match((await client.fetchBalance()).USD, { free: 500_000, used: 0, total: 500_000 });
});

t.test('a market order through ccxt executes at once, with trade, fee and ledger', async (t) => {
  const client = await connectCcxt(t);
  const order = await client.createOrder('BTC/USD', 'market', 'buy', 0.1);
  t.match(order, { status: 'closed', filled: 0.1, average: 60_010, cost: 6_001 });
  const trade = {
    order: order.id,
    side: 'buy',
    type: 'market',
    takerOrMaker: 'taker',
    amount: 0.1,
    price: 60_010,
  };
  t.match(await client.fetchMyTrades('BTC/USD'), [{ ...trade, fee: { cost: 0.0002, currency: 'BTC' } }]);
  t.equal((await client.fetchMyTrades()).length, 1);
  t.match(await client.fetchOrderTrades(String(order.id), 'BTC/USD'), [trade]);
  t.match(await client.fetchClosedOrders(), [{ id: order.id, status: 'closed' }]);
  const balance = await client.fetchBalance();
  t.match([balance.USD?.total, balance.BTC?.total], [493_999, 10.0998]);
  const booked = (await client.fetchLedger('BTC')).filter(({ type }) => type !== 'transaction');
  const amounts = booked.map(({ type, amount, direction }) => [type, direction, amount]);
  t.same(amounts.sort(), [
    ['fee', 'out', -0.0002],
    ['trade', 'in', 0.1],
  ]);
});

t.test('a limit order that crosses executes at the better price', async (t) => {
  const client = await connectCcxt(t);
  const order = await client.createOrder('ETH/BTC', 'limit', 'sell', 1.5, 0.04);
  t.match(order, { status: 'closed', price: 0.04, average: 0.04999 });
  t.match(await client.fetchMyTrades(), [{ side: 'sell', fee: { currency: 'BTC', cost: 0.00014997 } }]);
});

t.test('ccxt places and cancels many orders at once', async (t) => {
  const client = await connectCcxt(t);
  const wanted = [
    { symbol: 'BTC/USD', type: 'limit' as const, side: 'buy' as const, amount: 0.1, price: 50_000 },
    { symbol: 'ETH/USD', type: 'limit' as const, side: 'sell' as const, amount: 1, price: 5_000 },
    { symbol: 'ETH/USD', type: 'limit' as const, side: 'sell' as const, amount: 2, price: 5_000 },
  ];
  const [first, second, third] = await client.createOrders(wanted);
  t.match([first?.status, second?.status, third?.amount], ['open', 'open', 2]);
  t.match(await client.cancelOrders([first?.id, second?.id] as string[]), [
    { status: 'canceled' },
    { status: 'canceled' },
  ]);
  t.match(await client.cancelAllOrders(), [{ id: third?.id, status: 'canceled' }]);
  t.same(await client.fetchOpenOrders(), []);
});

t.test('post-only, immediate-or-cancel and fill-or-kill orders keep their promise', async (t) => {
  const client = await connectCcxt(t);
  const buy = async (price: number, params: object) =>
    (await client.createOrder('BTC/USD', 'limit', 'buy', 0.1, price, params)).status;
  t.equal(await buy(70_000, { postOnly: true }), 'POSTONLY CANCELED');
  t.equal(await buy(50_000, { postOnly: true }), 'open');
  t.equal(await buy(50_000, { timeInForce: 'IOC' }), 'IOC CANCELED');
  t.equal(await buy(50_000, { timeInForce: 'FOK' }), 'FILLORKILL CANCELED');
  t.equal(await buy(70_000, { timeInForce: 'FOK' }), 'closed');
  t.equal((await client.fetchMyTrades()).length, 1, 'only the last one traded');
});

t.test('ccxt opens, sees and closes a position in a perpetual', async (t) => {
  const client = await connectCcxt(t);
  await client.createOrder('BTC/USDT:USDT', 'market', 'buy', 0.1);
  t.match(await client.fetchPositions(), [
    {
      symbol: 'BTC/USDT:USDT',
      side: 'long',
      entryPrice: 60_010,
      unrealizedPnl: -2,
      collateral: 600.1,
      leverage: 10,
    },
  ]);
  await client.createOrder('BTC/USDT:USDT', 'market', 'sell', 0.1);
  t.same(await client.fetchPositions(), []);
  const { USDT } = await client.fetchBalance({ type: 'derivatives' });
  t.match(USDT, { total: 49_990.2, used: 0 }, 'two units lost in the spread, 7.8 paid as fees');
});

t.test('ccxt reads fees and moves money: transfer, deposit address, withdrawal', async (t) => {
  const client = await connectCcxt(t);
  const fees = await client.fetchTradingFees();
  t.match(fees['BTC/USD'], { maker: 0.001, taker: 0.002 });
  t.match(fees['BTC/USDT:USDT'], { maker: 0.0002, taker: 0.00065 });

  t.match(await client.transfer('USDT', 100, 'spot', 'derivatives'), {
    status: 'ok',
    amount: 100,
    currency: 'USDT',
  });
  t.match((await client.fetchBalance({ type: 'derivatives' })).USDT, { total: 50_100 });
  t.match(await client.transfer('BTC', 1, 'exchange', 'funding'), {
    fromAccount: 'exchange',
    toAccount: 'funding',
  });
  t.match((await client.fetchBalance({ type: 'funding' })).BTC, { total: 1 });

  const { address } = await client.fetchDepositAddress('BTC');
  t.match(address, /^sandbox-bitcoin-\d+$/);
  t.equal((await client.fetchDepositAddress('BTC')).address, address, 'the address stays');
  t.not((await client.createDepositAddress('BTC')).address, address, 'until it is renewed');

  t.match(await client.withdraw('BTC', 0.5, 'bc1qsomewhere'), {
    amount: 0.5,
    status: 'ok',
    fee: { cost: 0.0004 },
  });
  t.match((await client.fetchBalance()).BTC, { total: 8.4996 });
  const [withdrawal, deposit] = await client.fetchDepositsWithdrawals('BTC');
  t.match([withdrawal, deposit].map((m) => [m?.type, m?.amount]).sort(), [
    ['deposit', 10],
    ['withdrawal', 0.5],
  ]);
});

t.test('ccxt tells refusals apart', async (t) => {
  const client = await connectCcxt(t);
  const order = (amount: number, params = {}) =>
    client.createOrder('BTC/USD', 'limit', 'buy', amount, 50_000, params);
  await t.rejects(order(1_000), ccxt.InsufficientFunds);
  await t.rejects(client.createOrder('BTC/USD', 'market', 'sell', 11), ccxt.InsufficientFunds);
  await t.rejects(client.createOrder('BTC/USDT:USDT', 'market', 'buy', 99), ccxt.InsufficientFunds);
  await t.rejects(client.transfer('BTC', 11, 'exchange', 'funding'), ccxt.InsufficientFunds);
  await t.rejects(client.withdraw('BTC', 10, 'bc1qsomewhere'), ccxt.InsufficientFunds, 'the fee is on top');
  await t.rejects(client.cancelOrder('1'), ccxt.OrderNotFound);
  await t.rejects(client.editOrder('1', 'BTC/USD', 'limit', 'buy', 1, 1), ccxt.OrderNotFound);
  await t.rejects(client.fetchTicker('BTC/USD', { symbol: 'tNOPE' }), ccxt.BadSymbol);
  await t.rejects(order(0.1, { frobnicate: 1 }), ccxt.BadRequest);
  t.match((await client.fetchBalance()).USD, { free: 500_000, used: 0 }, 'and nothing was held back');
});

t.test('ccxt without what the gateway adds gets nothing, not even public data', async (t) => {
  const client = await connectCcxt(t);
  await client.loadMarkets();
  client.headers = { 'countersign-user': 'user-1' };
  await t.rejects(client.fetchBalance(), ccxt.AuthenticationError);
  await t.rejects(client.fetchTicker('BTC/USD'), ccxt.AuthenticationError);
});
