import { Type } from 'typebox';
import { Decimal, fields, Nothing, toUnits, Word } from '../http/fields.ts';
import { pathParam, publicRoute, type Routes } from '../http/route.ts';
import { toWire } from '../money/units.ts';
import { invalid } from '../refusal.ts';
import { configuration } from './configuration.ts';
import { findMarket, MARKETS } from './markets.ts';
import { book, candles, exchangeRate, executionPrice, publicTrades, type Span, ticker } from './quote.ts';

const MOST_RECORDS = 10_000;
const USUAL_TRADES = 125;
const USUAL_CANDLES = 100;
const MINUTE = 60_000;

/** A query has only text. */
const Digits = Type.String({ pattern: '^[0-9]{1,15}$' });
const SpanQuery = fields({
  start: Type.Optional(Digits),
  end: Type.Optional(Digits),
  limit: Type.Optional(Digits),
  sort: Type.Optional(Type.Union([Type.Literal('1'), Type.Literal('-1')])),
});
type SpanInput = { start?: string; end?: string; limit?: string; sort?: string };

function toSpan({ start, end, limit, sort }: SpanInput, now: number, usual: number): Span {
  const records = limit === undefined ? usual : Number(limit);
  if (records < 1 || records > MOST_RECORDS) throw invalid('limit');
  const until = Math.min(end === undefined ? now : Number(end), now);
  return { start: Number(start ?? 0), end: until, limit: records, oldestFirst: sort === '1' };
}

const TIMEFRAME_MS: Readonly<Record<string, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': 60 * MINUTE,
  '3h': 180 * MINUTE,
  '6h': 360 * MINUTE,
  '12h': 720 * MINUTE,
  '1D': 1_440 * MINUTE,
  '1W': 10_080 * MINUTE,
  '14D': 20_160 * MINUTE,
};

/** `trade:1m:tBTCUSD`; the symbol may hold a colon itself. */
export function parseCandleKey(key: string): { stepMs: number; symbol: string } {
  const [kind, timeframe = '', ...symbol] = key.split(':');
  if (kind !== 'trade') throw invalid('key');
  const stepMs = Object.hasOwn(TIMEFRAME_MS, timeframe) ? TIMEFRAME_MS[timeframe] : undefined;
  if (stepMs === undefined) throw invalid('timeframe');
  return { stepMs, symbol: symbol.join(':') };
}

export const BOOK_PRECISIONS: readonly string[] = ['P0', 'P1', 'P2', 'P3', 'P4', 'R0'];
export const BOOK_LENGTHS: readonly string[] = ['1', '25', '100', '250'];

export const marketRoutes: Pick<Routes, 'public' | 'calculations'> = {
  public: [
    publicRoute('platform/status', Nothing, () => [1]),
    publicRoute('conf/:keys', Nothing, ({ params }) => configuration(pathParam(params, 'keys'))),
    publicRoute(
      'tickers',
      fields({ symbols: Type.String({ minLength: 1, maxLength: 2_000 }) }),
      ({ input }) => {
        const wanted = new Set(input.symbols.split(','));
        // Symbols that do not exist are left out, as Bitfinex does: clients ask for funding currencies too.
        const found = wanted.has('ALL') ? MARKETS : MARKETS.filter(({ symbol }) => wanted.has(symbol));
        return found.map((market) => [market.symbol, ...ticker(market)]);
      },
    ),
    publicRoute('ticker/:symbol', Nothing, ({ params }) => ticker(findMarket(pathParam(params, 'symbol')))),
    publicRoute('book/:symbol/:precision', fields({ len: Type.Optional(Digits) }), ({ params, input }) => {
      const market = findMarket(pathParam(params, 'symbol'));
      const precision = pathParam(params, 'precision');
      const length = input.len ?? '25';
      if (!BOOK_PRECISIONS.includes(precision)) throw invalid('precision');
      if (!BOOK_LENGTHS.includes(length)) throw invalid('len');
      return book(market, { raw: precision === 'R0', length: Number(length) });
    }),
    publicRoute('trades/:symbol/hist', SpanQuery, ({ params, input, now }) =>
      publicTrades(findMarket(pathParam(params, 'symbol')), toSpan(input, now, USUAL_TRADES)),
    ),
    publicRoute('candles/:key/hist', SpanQuery, ({ params, input, now }) => {
      const { stepMs, symbol } = parseCandleKey(pathParam(params, 'key'));
      return candles(findMarket(symbol), stepMs, toSpan(input, now, USUAL_CANDLES));
    }),
    publicRoute('candles/:key/last', Nothing, ({ params, now }) => {
      const { stepMs, symbol } = parseCandleKey(pathParam(params, 'key'));
      return candles(findMarket(symbol), stepMs, toSpan({}, now, 1)).at(0);
    }),
  ],
  calculations: [
    publicRoute('fx', fields({ ccy1: Word, ccy2: Word }), ({ input }) => {
      const rate = exchangeRate(MARKETS, input.ccy1, input.ccy2);
      if (rate === null) throw invalid('ccy');
      return [rate];
    }),
    publicRoute(
      'trade/avg',
      fields({
        symbol: Word,
        amount: Decimal,
        period: Type.Optional(Word),
        rate_limit: Type.Optional(Decimal),
      }),
      ({ input }) => {
        const amount = toUnits(input.amount, 'amount');
        if (amount === 0n) throw invalid('amount');
        return [toWire(executionPrice(findMarket(input.symbol), amount)), toWire(amount)];
      },
    ),
  ],
};
