import type { Account } from '../accounts/account.ts';
import { release, reserve } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { findMarket } from '../market/markets.ts';
import type { Units } from '../money/units.ts';
import { invalid } from '../refusal.ts';
import { findOpenOrder, type OrderReference } from './find-orders.ts';
import { checkFlags, type Order } from './order.ts';
import { placeOrder } from './place-order.ts';
import { requireFuture, requirePrice, requireSize } from './submit-order.ts';

export type Change = {
  readonly reference: OrderReference;
  readonly amount: Units | undefined;
  readonly delta: Units | undefined;
  readonly price: Units | undefined;
  readonly flags: number | undefined;
  readonly leverage: number | undefined;
  readonly gid: number | undefined;
  readonly tif: string | undefined;
};

/** Places an open order anew on its changed terms; it keeps its id. If that is refused, it rests as before. */
export function updateOrder(account: Account, change: Change, desk: Desk): Order {
  const order = findOpenOrder(account, change.reference);
  const changed = changedOrder(order, change, desk.now());
  if (order.hold !== null) release(account, order.hold);
  try {
    return placeOrder(account, changed, desk);
  } catch (error) {
    if (order.hold !== null) reserve(account, order.hold);
    throw error;
  }
}

function changedOrder(order: Order, change: Change, now: number): Order {
  const market = findMarket(order.symbol);
  const amount = (change.amount ?? order.amount) + (change.delta ?? 0n);
  if (amount > 0n !== order.amount > 0n) throw invalid('amount');
  requireSize(market, amount);
  if (change.leverage !== undefined && market.kind === 'spot') throw invalid('lev');
  return {
    ...order,
    amount,
    originalAmount: amount,
    price: change.price === undefined ? order.price : requirePrice(change.price),
    flags: change.flags === undefined ? order.flags : checkFlags(change.flags),
    leverage: change.leverage ?? order.leverage,
    gid: change.gid ?? order.gid,
    expiresAt: requireFuture(change.tif, now) ?? order.expiresAt,
    updatedAt: now,
    hold: null,
  };
}
