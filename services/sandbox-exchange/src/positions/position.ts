import type { Market } from '../market/markets.ts';
import { abs, divide, multiply, ONE, toWire, type Units } from '../money/units.ts';

/** A position in a perpetual, with its own collateral (isolated margin). */
export type Position = {
  readonly id: number;
  readonly symbol: string;
  /** Below zero for a short position; 0 once it is closed. */
  readonly amount: Units;
  readonly basePrice: Units;
  readonly collateral: Units;
  readonly leverage: number;
  readonly openedAt: number;
  readonly updatedAt: number;
};

export type Fill = {
  readonly id: number;
  readonly at: number;
  readonly symbol: string;
  readonly amount: Units;
  readonly price: Units;
  readonly leverage: number;
};

export type Outcome = {
  /** The position afterwards; null if nothing is open. */
  readonly position: Position | null;
  /** Profit or loss that the fill made real. */
  readonly realised: Units;
};

/** Money that a position of this size holds back. */
export function initialMargin(amount: Units, price: Units, leverage: number): Units {
  return divide(multiply(abs(amount), price, 'up'), BigInt(leverage) * ONE, 'up');
}

/** Adds to a position, reduces it, closes it, or turns it round. */
export function applyFill(before: Position | null, fill: Fill): Outcome {
  if (before === null || sameSide(before.amount, fill.amount)) {
    return { position: increase(before, fill), realised: 0n };
  }
  const closed = abs(fill.amount) < abs(before.amount) ? abs(fill.amount) : abs(before.amount);
  const realised = profit(before, closed, fill.price);
  if (closed < abs(before.amount)) return { position: reduce(before, closed, fill.at), realised };
  const rest = before.amount + fill.amount;
  return { position: rest === 0n ? null : increase(null, { ...fill, amount: rest }), realised };
}

function sameSide(a: Units, b: Units): boolean {
  return a > 0n === b > 0n;
}

function increase(before: Position | null, { id, at, symbol, amount, price, leverage }: Fill): Position {
  const added = initialMargin(amount, price, leverage);
  if (before === null) {
    const times = { openedAt: at, updatedAt: at };
    return { id, symbol, amount, basePrice: price, collateral: added, leverage, ...times };
  }
  const size = abs(before.amount) + abs(amount);
  const basePrice = (before.basePrice * abs(before.amount) + price * abs(amount)) / size;
  const collateral = before.collateral + added;
  return { ...before, amount: before.amount + amount, basePrice, collateral, leverage, updatedAt: at };
}

function reduce(before: Position, closed: Units, at: number): Position {
  const left = abs(before.amount) - closed;
  const collateral = (before.collateral * left) / abs(before.amount);
  return { ...before, amount: before.amount > 0n ? left : -left, collateral, updatedAt: at };
}

/** Gains are rounded down and losses up. */
function profit({ amount, basePrice }: Position, closed: Units, price: Units): Units {
  const gain = amount > 0n ? price - basePrice : basePrice - price;
  return gain >= 0n ? multiply(gain, closed, 'down') : -multiply(-gain, closed, 'up');
}

/** 20 places, see docs.bitfinex.com/reference/rest-auth-positions. */
export function positionToWire(position: Position, market: Market): unknown[] {
  const { id, symbol, amount, basePrice, collateral, leverage, openedAt, updatedAt } = position;
  const open = amount !== 0n;
  const exit = amount > 0n ? market.bid : market.ask;
  const unrealised = open ? profit(position, abs(amount), exit) : 0n;
  const paid = multiply(abs(amount), basePrice, 'up');
  const share = paid === 0n ? 0 : (toWire(unrealised) / toWire(paid)) * 100;
  const size = [toWire(amount), toWire(basePrice), 0, 0, toWire(unrealised), share];
  const derivative = 1;
  return [
    ...[symbol, open ? 'ACTIVE' : 'CLOSED', ...size, null, leverage, null, id, openedAt, updatedAt],
    ...[null, derivative, null, toWire(collateral), toWire(collateral / 2n), null],
  ];
}
