import type { Account } from '../accounts/account.ts';
import { invalid, Refusal } from '../refusal.ts';
import type { Order } from './order.ts';

/** An order is named by its id, or by the client's id with the UTC day (`YYYY-MM-DD`) on which it was made. */
export type OrderReference = {
  readonly id?: number | undefined;
  readonly cid?: number | undefined;
  readonly cidDate?: string | undefined;
};

export function findOpenOrder(account: Account, { id, cid, cidDate }: OrderReference): Order {
  if (id === undefined && cid === undefined) throw invalid('id');
  if (id === undefined && cidDate === undefined) throw invalid('cid_date');
  const order =
    id !== undefined
      ? account.openOrders.get(id)
      : [...account.openOrders.values()].find((candidate) => isOf(candidate, cid, cidDate));
  if (order === undefined) throw new Refusal('account', 'Order not found.');
  return order;
}

export function isOf(order: Order, cid: number | undefined, cidDate: string | undefined): boolean {
  return order.cid === cid && new Date(order.createdAt).toISOString().slice(0, 10) === cidDate;
}
