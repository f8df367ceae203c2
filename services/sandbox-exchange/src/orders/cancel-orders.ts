import type { Account } from '../accounts/account.ts';
import { release } from '../accounts/wallet.ts';
import { invalid } from '../refusal.ts';
import { findOpenOrder, isOf, type OrderReference } from './find-orders.ts';
import type { Order } from './order.ts';
import { closeOrder } from './place-order.ts';

export function cancelOrder(account: Account, reference: OrderReference, now: number): Order {
  return cancel(account, findOpenOrder(account, reference), now);
}

export type Selection = {
  readonly all: boolean;
  readonly ids: readonly number[];
  readonly gids: readonly number[];
  readonly cids: readonly (readonly [cid: number, cidDate: string])[];
};

/** Cancels what the selection names and is open; the rest of it is passed over, as Bitfinex does. */
export function cancelOrders(account: Account, selection: Selection, now: number): Order[] {
  const { all, ids, gids, cids } = selection;
  if (!all && ids.length + gids.length + cids.length === 0) throw invalid('id');
  return [...account.openOrders.values()]
    .filter(
      (order) =>
        all ||
        ids.includes(order.id) ||
        (order.gid !== null && gids.includes(order.gid)) ||
        cids.some(([cid, cidDate]) => isOf(order, cid, cidDate)),
    )
    .map((order) => cancel(account, order, now));
}

/** Cancels the orders whose time in force has ended; called before an account is looked at. */
export function expireOrders(account: Account, now: number): void {
  for (const order of account.openOrders.values()) {
    if (order.expiresAt !== null && order.expiresAt <= now) cancel(account, order, order.expiresAt);
  }
}

function cancel(account: Account, order: Order, now: number): Order {
  if (order.hold !== null) release(account, order.hold);
  return closeOrder(account, { ...order, updatedAt: now, status: 'CANCELED' });
}
