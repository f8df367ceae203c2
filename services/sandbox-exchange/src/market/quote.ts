import { abs, toWire, type Units } from '../money/units.ts';
import type { Market } from './markets.ts';

/** Depth and volume are for show: any order up to the market's largest fills at the best price. */
const LEVELS = 25;
const LEVEL_SIZE = 1;
const DAILY_VOLUME = 1_000;
const TRADE_EVERY_MS = 10_000;
const TRADE_SIZE = 0.01;

/** Best price for an order of this signed amount: a buyer pays the ask, a seller gets the bid. */
export function executionPrice(market: Market, amount: Units): Units {
  return amount > 0n ? market.ask : market.bid;
}

/** True if an order at this price meets the other side at once. */
export function crosses(market: Market, amount: Units, price: Units): boolean {
  return amount > 0n ? price >= market.ask : price <= market.bid;
}

/** BID, BID_SIZE, ASK, ASK_SIZE, DAILY_CHANGE, DAILY_CHANGE_RELATIVE, LAST_PRICE, VOLUME, HIGH, LOW */
export function ticker({ bid, ask, last }: Market): readonly number[] {
  const size = LEVELS * LEVEL_SIZE;
  return [toWire(bid), size, toWire(ask), size, 0, 0, toWire(last), DAILY_VOLUME, toWire(ask), toWire(bid)];
}

/** Price steps away from the best price, bids downwards and asks upwards, `[price, signed size]`. */
function levels(market: Market, count: number): readonly (readonly [price: number, amount: number])[] {
  const step = abs(market.ask - market.last);
  const depth = Math.min(count, LEVELS);
  const bids = Array.from({ length: depth }, (_, i) => market.bid - step * BigInt(i)).filter((p) => p > 0n);
  const asks = Array.from({ length: depth }, (_, i) => market.ask + step * BigInt(i));
  return [
    ...bids.map((price) => [toWire(price), LEVEL_SIZE] as const),
    ...asks.map((price) => [toWire(price), -LEVEL_SIZE] as const),
  ];
}

/** `[ORDER_ID, PRICE, AMOUNT]` for the raw book, `[PRICE, COUNT, AMOUNT]` for an aggregated one. */
export function book(market: Market, { raw, length }: { raw: boolean; length: number }): readonly number[][] {
  return levels(market, length).map(([price, amount], index) =>
    raw ? [index + 1, price, amount] : [price, 1, amount],
  );
}

export type Span = {
  readonly start: number;
  readonly end: number;
  readonly limit: number;
  readonly oldestFirst: boolean;
};

/** Multiples of `step` within the span, as many as its limit allows, in its order. */
function instants(step: number, { start, end, limit, oldestFirst }: Span): number[] {
  const first = Math.ceil(start / step);
  const last = Math.floor(end / step);
  const count = Math.min(limit, Math.max(0, last - first + 1));
  return Array.from({ length: count }, (_, i) => (oldestFirst ? first + i : last - i) * step);
}

/** `[ID, MTS, AMOUNT, PRICE]`: a small trade every ten seconds, buys and sells in turn. */
export function publicTrades({ bid, ask }: Market, span: Span): readonly number[][] {
  return instants(TRADE_EVERY_MS, span).map((at) => {
    const id = at / TRADE_EVERY_MS;
    return id % 2 === 0 ? [id, at, TRADE_SIZE, toWire(ask)] : [id, at, -TRADE_SIZE, toWire(bid)];
  });
}

/** `[MTS, OPEN, CLOSE, HIGH, LOW, VOLUME]` */
export function candles({ bid, last, ask }: Market, stepMs: number, span: Span): readonly number[][] {
  const volume = (stepMs / TRADE_EVERY_MS) * TRADE_SIZE;
  return instants(stepMs, span).map((at) => [
    at,
    toWire(last),
    toWire(last),
    toWire(ask),
    toWire(bid),
    volume,
  ]);
}

/** Worth of one unit of a currency in another by the last prices, through at most one currency between them. */
export function exchangeRate(markets: readonly Market[], from: string, to: string): number | null {
  if (from === to) return 1;
  const direct = directRate(markets, from, to);
  if (direct !== null) return direct;
  for (const between of new Set(markets.flatMap(({ base, quote }) => [base, quote]))) {
    const first = directRate(markets, from, between);
    const second = directRate(markets, between, to);
    if (first !== null && second !== null) return first * second;
  }
  return null;
}

function directRate(markets: readonly Market[], from: string, to: string): number | null {
  const forward = markets.find(({ base, quote }) => base === from && quote === to);
  if (forward !== undefined) return toWire(forward.last);
  const backward = markets.find(({ base, quote }) => base === to && quote === from);
  return backward === undefined ? null : 1 / toWire(backward.last);
}
