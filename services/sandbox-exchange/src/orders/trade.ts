import { toWire, type Units } from '../money/units.ts';

/** An execution of an order. */
export type Trade = {
  readonly id: number;
  readonly at: number;
  readonly symbol: string;
  readonly orderId: number;
  readonly cid: number | null;
  /** Below zero for a sale. */
  readonly amount: Units;
  readonly price: Units;
  readonly orderType: string;
  readonly orderPrice: Units;
  /** What was paid, above zero. */
  readonly fee: Units;
  readonly feeCurrency: string;
};

/** Every execution meets the standing market, so nobody is ever the maker. */
const TAKER = -1;

/** ID, SYMBOL, MTS, ORDER_ID, EXEC_AMOUNT, EXEC_PRICE, ORDER_TYPE, ORDER_PRICE, MAKER, FEE, FEE_CURRENCY, CID */
export function tradeToWire(trade: Trade): unknown[] {
  const { id, symbol, at, orderId, amount, price, orderType, orderPrice, fee, feeCurrency, cid } = trade;
  const execution = [toWire(amount), toWire(price), orderType, toWire(orderPrice), TAKER, toWire(-fee)];
  return [id, symbol, at, orderId, ...execution, feeCurrency, cid];
}
