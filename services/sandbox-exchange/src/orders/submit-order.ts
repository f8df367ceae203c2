import type { Account } from '../accounts/account.ts';
import type { Desk } from '../desk.ts';
import { findMarket, type Market, pairOf } from '../market/markets.ts';
import { executionPrice } from '../market/quote.ts';
import { abs, formatUnits, type Units } from '../money/units.ts';
import { invalid, Refusal } from '../refusal.ts';
import { checkFlags, ORDER_TYPES, type Order, type OrderType, parseTimeInForce } from './order.ts';
import { placeOrder } from './place-order.ts';

/** Bitfinex's default for derivatives. */
const USUAL_LEVERAGE = 10;

export type Submission = {
  readonly symbol: string;
  readonly type: OrderType;
  readonly amount: Units;
  /** Absent for market orders. */
  readonly price: Units | undefined;
  readonly flags: number;
  readonly leverage: number | undefined;
  readonly gid: number | undefined;
  readonly cid: number | undefined;
  readonly tif: string | undefined;
  readonly affiliateCode: string | undefined;
};

export function submitOrder(account: Account, submission: Submission, desk: Desk): Order {
  const market = findMarket(submission.symbol);
  const { symbol, type, amount } = submission;
  if (ORDER_TYPES[type].kind !== market.kind) throw invalid('type');
  if (submission.leverage !== undefined && market.kind === 'spot') throw invalid('lev');
  requireSize(market, amount);
  const now = desk.now();
  const order: Order = {
    id: desk.nextId(),
    gid: submission.gid ?? null,
    cid: submission.cid ?? now,
    symbol,
    type,
    createdAt: now,
    updatedAt: now,
    amount,
    originalAmount: amount,
    price: orderPrice(market, submission),
    averagePrice: 0n,
    flags: checkFlags(submission.flags),
    leverage: submission.leverage ?? USUAL_LEVERAGE,
    expiresAt: requireFuture(submission.tif, now),
    affiliateCode: submission.affiliateCode ?? null,
    status: 'ACTIVE',
    hold: null,
  };
  return placeOrder(account, order, desk);
}

function orderPrice(market: Market, { type, amount, price }: Submission): Units {
  if (ORDER_TYPES[type].execution === 'market') return executionPrice(market, amount);
  return requirePrice(price);
}

export function requirePrice(price: Units | undefined): Units {
  if (price === undefined || price <= 0n) throw invalid('price');
  return price;
}

export function requireSize(market: Market, amount: Units): void {
  const size = abs(amount);
  if (size === 0n) throw invalid('amount');
  const bound = (word: string, limit: Units) =>
    new Refusal('account', `Invalid order: ${word} size for ${pairOf(market)} is ${formatUnits(limit)}`);
  if (size < market.minimumSize) throw bound('minimum', market.minimumSize);
  if (size > market.maximumSize) throw bound('maximum', market.maximumSize);
}

export function requireFuture(tif: string | undefined, now: number): number | null {
  if (tif === undefined) return null;
  const at = parseTimeInForce(tif);
  if (at <= now) throw invalid('tif');
  return at;
}
