import type { Static, TSchema } from 'typebox';
import type { Account } from '../accounts/account.ts';
import { Nothing, toOptionalUnits, toUnits } from '../http/fields.ts';
import { success } from '../http/notification.ts';
import { page } from '../http/paging.ts';
import { type PrivateCall, type PrivateRoute, pathParam, privateRoute, type Routes } from '../http/route.ts';
import { findMarket } from '../market/markets.ts';
import { toWire } from '../money/units.ts';
import { invalid, Refusal } from '../refusal.ts';
import { availableForOrder } from './available-for-order.ts';
import { cancelOrder, cancelOrders } from './cancel-orders.ts';
import { type Order, orderToWire } from './order.ts';
import {
  Available,
  Cancel,
  CancelMulti,
  Find,
  FindClosed,
  ListTrades,
  Multi,
  Submit,
  Update,
} from './order-schemas.ts';
import { submitOrder } from './submit-order.ts';
import { tradeToWire } from './trade.ts';
import { updateOrder } from './update-order.ts';

type Call<S extends TSchema> = PrivateCall<Static<S>>;

function submit({ account, body, desk }: Call<typeof Submit>): unknown[] {
  const { symbol, type, gid, cid, tif } = body;
  const money = { amount: toUnits(body.amount, 'amount'), price: toOptionalUnits(body.price, 'price') };
  const terms = { flags: body.flags ?? 0, leverage: body.lev, affiliateCode: body.meta?.aff_code };
  const order = submitOrder(account, { symbol, type, gid, cid, tif, ...money, ...terms }, desk);
  return success(desk.now(), 'on-req', [orderToWire(order)], 'Submitting 1 orders.');
}

function update({ account, body, desk }: Call<typeof Update>): unknown[] {
  const { id, cid, cid_date: cidDate, gid, flags, tif } = body;
  const change = {
    reference: { id, cid, cidDate },
    amount: toOptionalUnits(body.amount, 'amount'),
    delta: toOptionalUnits(body.delta, 'delta'),
    price: toOptionalUnits(body.price, 'price'),
    leverage: body.lev,
    ...{ flags, gid, tif },
  };
  const order = updateOrder(account, change, desk);
  return success(desk.now(), 'ou-req', orderToWire(order), `Submitting update to order ${order.id}.`);
}

function cancel({ account, body, desk }: Call<typeof Cancel>): unknown[] {
  const { id, cid, cid_date: cidDate } = body;
  const order = cancelOrder(account, { id, cid, cidDate }, desk.now());
  const text = `Submitted for cancellation (ID: ${order.id}).`;
  return success(desk.now(), 'oc-req', orderToWire(order), text);
}

function cancelMulti({ account, body, desk }: Call<typeof CancelMulti>): unknown[] {
  const { all, id: ids = [], gid: gids = [], cid: cids = [] } = body;
  const orders = cancelOrders(account, { all: all === 1, ids, gids, cids }, desk.now());
  const text = `Submitting ${orders.length} order cancellations.`;
  return success(desk.now(), 'oc_multi-req', orders.map(orderToWire), text);
}

/** Each operation for itself: one that is refused is told in its place and the others go on. */
function multi(call: Call<typeof Multi>): unknown[] {
  const now = call.desk.now();
  const outcomes = call.body.ops.map((operation) => {
    try {
      return operate(call, operation);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return [now, `${operation[0]}-req`, null, null, [], null, 'ERROR', error.message];
    }
  });
  return success(now, 'ox_multi-req', outcomes, `Submitting ${outcomes.length} order operations.`);
}

function operate(call: Call<typeof Multi>, operation: Static<typeof Multi>['ops'][number]): unknown[] {
  switch (operation[0]) {
    case 'on':
      return submit({ ...call, body: operation[1] });
    case 'ou':
      return update({ ...call, body: operation[1] });
    case 'oc':
      return cancel({ ...call, body: operation[1] });
    case 'oc_multi':
      return cancelMulti({ ...call, body: operation[1] });
  }
}

function listOpen({ account, body }: Call<typeof Find>, symbol: string | null): unknown[] {
  const { id, gid, cid, cid_date: day } = body;
  const dayOf = ({ createdAt }: Order) => new Date(createdAt).toISOString().slice(0, 10);
  return [...account.openOrders.values()]
    .filter(
      (order) =>
        (symbol === null || order.symbol === symbol) &&
        (id === undefined || id.includes(order.id)) &&
        (gid === undefined || order.gid === gid) &&
        (cid === undefined || order.cid === cid) &&
        (day === undefined || dayOf(order) === day),
    )
    .map(orderToWire);
}

function listClosed({ account, body }: Call<typeof FindClosed>, symbol: string | null): unknown[] {
  const found = account.closedOrders.filter(
    (order) =>
      (symbol === null || order.symbol === symbol) && (body.id === undefined || body.id.includes(order.id)),
  );
  return page(found, ({ updatedAt }) => updatedAt, body).map(orderToWire);
}

function listTrades({ account, body }: Call<typeof ListTrades>, symbol: string | null): unknown[] {
  const found = account.trades.filter((trade) => symbol === null || trade.symbol === symbol);
  return page(found, ({ at }) => at, body).map(tradeToWire);
}

/** `tBTCUSD:123`; the symbol may hold a colon itself. */
function tradesOfOrder(account: Account, key: string): unknown[] {
  const colon = key.lastIndexOf(':');
  const id = key.slice(colon + 1);
  if (!/^[1-9]\d{0,15}$/.test(id)) throw invalid('id');
  const { symbol } = findMarket(key.slice(0, colon));
  return account.trades
    .filter((trade) => trade.symbol === symbol && trade.orderId === Number(id))
    .map(tradeToWire);
}

function symbolOf({ params }: Pick<PrivateCall<never>, 'params'>): string {
  return findMarket(pathParam(params, 'symbol')).symbol;
}

/** What may come over a socket as well, by its type there. */
export const ORDER_INPUTS: ReadonlyMap<string, Pick<PrivateRoute, 'body' | 'answer'>> = new Map(
  [
    privateRoute('on', Submit, submit),
    privateRoute('ou', Update, update),
    privateRoute('oc', Cancel, cancel),
    privateRoute('oc_multi', CancelMulti, cancelMulti),
    privateRoute('ox_multi', Multi, multi),
  ].map((input) => [input.path, input]),
);

export const orderRoutes: Pick<Routes, 'private'> = {
  private: [
    privateRoute('w/order/submit', Submit, submit),
    privateRoute('w/order/update', Update, update),
    privateRoute('w/order/cancel', Cancel, cancel),
    privateRoute('w/order/cancel/multi', CancelMulti, cancelMulti),
    privateRoute('w/order/multi', Multi, multi),
    privateRoute('r/orders', Find, (call) => listOpen(call, null)),
    privateRoute('r/orders/:symbol', Find, (call) => listOpen(call, symbolOf(call))),
    privateRoute('r/orders/hist', FindClosed, (call) => listClosed(call, null)),
    privateRoute('r/orders/:symbol/hist', FindClosed, (call) => listClosed(call, symbolOf(call))),
    privateRoute('r/order/:key/trades', Nothing, ({ account, params }) =>
      tradesOfOrder(account, pathParam(params, 'key')),
    ),
    privateRoute('r/trades/hist', ListTrades, (call) => listTrades(call, null)),
    privateRoute('r/trades/:symbol/hist', ListTrades, (call) => listTrades(call, symbolOf(call))),
    privateRoute('calc/order/avail', Available, ({ account, body }) => {
      const { symbol, type, dir } = body;
      const terms = { rate: toOptionalUnits(body.rate, 'rate'), lev: toOptionalUnits(body.lev, 'lev') };
      return [toWire(availableForOrder(account, { symbol, type, buys: dir === 1, ...terms }))];
    }),
  ],
};
