import { crc32 } from 'node:zlib';
import { BOOK_LENGTHS, BOOK_PRECISIONS, parseCandleKey } from '../market/market.routes.ts';
import { findMarket, type Market, pairOf } from '../market/markets.ts';
import { book, candles, publicTrades, ticker } from '../market/quote.ts';
import { invalid } from '../refusal.ts';

/** A channel of public data that a client is subscribed to. */
export type PublicChannel = {
  /** Two channels of the same name would tell the same. */
  readonly name: string;
  /** What the answer to the subscription says besides. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** The first message. */
  readonly snapshot: (now: number) => readonly unknown[];
  /** What is told after each of the market's trades. */
  readonly update: (trade: readonly number[], now: number) => readonly (readonly unknown[])[];
  /** Of an order book, for clients that compare. */
  readonly checksum: () => number | null;
  readonly market: Market;
};

type Request = Readonly<Record<string, unknown>>;

const SNAPSHOT_TRADES = 30;
const SNAPSHOT_CANDLES = 100;
const CHECKED_LEVELS = 25;

/** The channel that a subscription asks for. */
export function openChannel(request: Request): PublicChannel {
  switch (request.channel) {
    case 'ticker':
      return tickerChannel(marketOf(request));
    case 'trades':
      return tradesChannel(marketOf(request));
    case 'book':
      return bookChannel(marketOf(request), request);
    case 'candles':
      return candlesChannel(String(request.key));
    default:
      throw invalid('channel');
  }
}

/** Some clients name the pair instead of the symbol. */
function marketOf({ symbol, pair }: Request): Market {
  return findMarket(typeof symbol === 'string' ? symbol : `t${pair}`);
}

const termsOf = (market: Market) => ({ symbol: market.symbol, pair: pairOf(market) });
const noChecksum = () => null;

function tickerChannel(market: Market): PublicChannel {
  return {
    name: `ticker ${market.symbol}`,
    terms: termsOf(market),
    snapshot: () => [ticker(market)],
    update: () => [[ticker(market)]],
    checksum: noChecksum,
    market,
  };
}

function tradesChannel(market: Market): PublicChannel {
  return {
    name: `trades ${market.symbol}`,
    terms: termsOf(market),
    snapshot: (now) => [
      publicTrades(market, { start: 0, end: now, limit: SNAPSHOT_TRADES, oldestFirst: false }),
    ],
    update: (trade) => [
      ['te', trade],
      ['tu', trade],
    ],
    checksum: noChecksum,
    market,
  };
}

function bookChannel(market: Market, { prec = 'P0', freq = 'F0', len = '25' }: Request): PublicChannel {
  if (!BOOK_PRECISIONS.includes(prec as string)) throw invalid('prec');
  if (freq !== 'F0' && freq !== 'F1') throw invalid('freq');
  if (!BOOK_LENGTHS.includes(String(len))) throw invalid('len');
  const levels = () => book(market, { raw: prec === 'R0', length: Number(len) });
  return {
    name: `book ${market.symbol} ${prec} ${freq} ${len}`,
    terms: { ...termsOf(market), prec, freq, len: String(len) },
    snapshot: () => [levels()],
    update: () =>
      levels()
        .slice(0, 1)
        .map((level) => [level]),
    checksum: () => checksumOf(levels(), prec === 'R0'),
    market,
  };
}

function candlesChannel(key: string): PublicChannel {
  const { stepMs, symbol } = parseCandleKey(key);
  const market = findMarket(symbol);
  const latest = (now: number, limit: number) =>
    candles(market, stepMs, { start: 0, end: now, limit, oldestFirst: false });
  return {
    name: `candles ${key}`,
    terms: { key },
    snapshot: (now) => [latest(now, SNAPSHOT_CANDLES)],
    update: (_trade, now) => [[latest(now, 1)[0]]],
    checksum: noChecksum,
    market,
  };
}

/** Of the best bids and asks in turn, number and amount each (docs.bitfinex.com/docs/ws-websocket-checksum). */
function checksumOf(levels: readonly (readonly number[])[], isRaw: boolean): number {
  const parts = (level: readonly number[] | undefined) =>
    level === undefined ? [] : [level[0], isRaw ? level[2] : level[2]];
  const bids = levels.filter(([, , amount = 0]) => amount > 0);
  const asks = levels.filter(([, , amount = 0]) => amount < 0);
  const text = Array.from({ length: CHECKED_LEVELS }, (_, at) => [...parts(bids[at]), ...parts(asks[at])])
    .flat()
    .join(':');
  // Signed, as it stands on the wire.
  return crc32(text) | 0;
}
