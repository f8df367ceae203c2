import t from 'tap';
import { NOW, TEST_TOKEN, testExchange } from '../testing/test-exchange.ts';

function publicCaller(t: Parameters<typeof testExchange>[0]) {
  const app = testExchange(t);
  const headers = { 'countersign-upstream-token': TEST_TOKEN };
  return async (method: 'GET' | 'POST', url: string, payload?: object) =>
    (
      await app.inject({ method, url: `/v2/${url}`, headers, ...(payload === undefined ? {} : { payload }) })
    ).json();
}

t.test('configuration keys are answered in the order asked, written plainly or encoded', async (t) => {
  const call = publicCaller(t);
  const expected = [['BTCF0:USTF0'], ['BTCUSD', 'ETHUSD', 'ETHBTC', 'BTCUST', 'TESTBTC:TESTUSD']];
  t.same(await call('GET', 'conf/pub:list:pair:futures,pub:list:pair:exchange'), expected);
  t.same(await call('GET', 'conf/pub%3Alist%3Apair%3Afutures%2Cpub%3Alist%3Apair%3Aexchange'), expected);
});

t.test('tickers leave out what does not exist', async (t) => {
  const call = publicCaller(t);
  const tickers = await call('GET', 'tickers?symbols=fUSD,tETHUSD,tNOPE');
  t.same(tickers, [['tETHUSD', 2999.5, 25, 3000.5, 25, 0, 0, 3000, 1000, 3000.5, 2999.5]]);
});

t.test(
  'candles and trades keep to the span and the order asked, and never reach into the future',
  async (t) => {
    const call = publicCaller(t);
    const times = async (url: string) => ((await call('GET', url)) as number[][]).map((row) => row[0]);
    const minute = 60_000;
    const candles = 'candles/trade:1m:tBTCF0:USTF0/hist';
    t.same(await times(`${candles}?limit=2`), [NOW, NOW - minute]);
    t.same(await times(`${candles}?start=${NOW - 3 * minute}&sort=1&limit=2`), [
      NOW - 3 * minute,
      NOW - 2 * minute,
    ]);
    t.same(await times(`${candles}?start=${NOW + 1}&end=${NOW + 9 * minute}`), []);
    t.equal((await times(`${candles}?limit=10000`)).length, 10_000);
    t.equal((await call('GET', 'candles/trade:1m:tBTCUSD/last'))[0], NOW);
    t.match(await call('GET', 'trades/tBTCUSD/hist?limit=2'), [{ 1: NOW }, { 1: NOW - 10_000 }]);
  },
);

t.test('a book is aggregated or raw, bids above zero and asks below', async (t) => {
  const call = publicCaller(t);
  t.same(await call('GET', 'book/tBTCUSD/P0?len=1'), [
    [59_990, 1, 1],
    [60_010, 1, -1],
  ]);
  t.same(await call('GET', 'book/tBTCUSD/R0?len=1'), [
    [1, 59_990, 1],
    [2, 60_010, -1],
  ]);
});

t.test('calculations take body or query', async (t) => {
  const call = publicCaller(t);
  t.same(await call('POST', 'calc/fx', { ccy1: 'BTC', ccy2: 'USD' }), [60_000]);
  t.same(await call('POST', 'calc/fx?ccy1=UST&ccy2=USD'), [1]);
  t.match(await call('POST', 'calc/fx', { ccy1: 'BTC', ccy2: 'XXX' }), ['error', 10020]);
  t.same(await call('POST', 'calc/trade/avg?symbol=tBTCUSD&amount=1.123'), [60_010, 1.123]);
  t.same(await call('POST', 'calc/trade/avg', { symbol: 'tBTCUSD', amount: '-2' }), [59_990, -2]);
});
