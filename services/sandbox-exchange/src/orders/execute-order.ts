import type { Account } from '../accounts/account.ts';
import type { LedgerEntry } from '../accounts/ledger.ts';
import { post, release, reserve, walletOf } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { remember } from '../limits.ts';
import { type Market, pairOf } from '../market/markets.ts';
import { abs, formatUnits, multiply, type Units } from '../money/units.ts';
import { applyFill } from '../positions/position.ts';
import { FEES } from './fees.ts';
import { requireAvailable, requireTradable, spotHold } from './funds.ts';
import type { Order } from './order.ts';

/** Exchanges the whole order at the price: what is paid is rounded up, what is received down, the fee up. */
export function executeSpot(account: Account, order: Order, market: Market, price: Units, desk: Desk): void {
  const size = abs(order.amount);
  const buys = order.amount > 0n;
  requireAvailable(account, spotHold(market, order.amount, price), order, price);
  const value = multiply(size, price, buys ? 'up' : 'down');
  const [paid, received] = buys ? [value, size] : [size, value];
  const [paidIn, receivedIn] = buys ? [market.quote, market.base] : [market.base, market.quote];
  const fee = multiply(received, FEES.taker.spot, 'up');
  const text = `Exchange ${formatUnits(size)} ${market.base} for ${market.quote} @ ${formatUnits(price)}`;
  const entry = { at: desk.now(), kind: 'exchange' as const };
  post(account, { ...entry, id: desk.nextId(), currency: paidIn, amount: -paid, cause: 'exchange', text });
  post(account, {
    ...entry,
    id: desk.nextId(),
    currency: receivedIn,
    amount: received,
    cause: 'exchange',
    text,
  });
  post(account, { ...entry, ...feeEntry(order, market, price, desk), currency: receivedIn, amount: -fee });
  recordTrade(account, order, { price, fee, feeCurrency: receivedIn }, desk);
}

/** Changes the position at the price: profit, loss and fee go to the margin wallet, collateral is held there. */
export function executePerpetual(
  account: Account,
  order: Order,
  market: Market,
  price: Units,
  desk: Desk,
): void {
  const { symbol, amount, leverage } = order;
  const before = account.positions.get(symbol) ?? null;
  const fill = { id: desk.nextId(), at: desk.now(), symbol, amount, price, leverage };
  const { position, realised } = applyFill(before, fill);
  const fee = multiply(multiply(abs(amount), price, 'up'), FEES.taker.perpetual, 'up');
  const hold = { kind: 'margin' as const, currency: market.quote };
  const wallet = walletOf(account, hold.kind, hold.currency);
  const left = wallet.balance - wallet.reserved + (before?.collateral ?? 0n) + realised - fee;
  requireTradable(left >= (position?.collateral ?? 0n), account, order, market, price);

  if (before !== null) release(account, { ...hold, amount: before.collateral });
  const entry = { ...hold, at: desk.now() };
  if (realised !== 0n) {
    const text = `Position #${before?.id} ${pairOf(market)} closed @ ${formatUnits(price)}`;
    post(account, { ...entry, id: desk.nextId(), amount: realised, cause: 'position', text });
  }
  post(account, { ...entry, ...feeEntry(order, market, price, desk), amount: -fee });
  if (position !== null) reserve(account, { ...hold, amount: position.collateral });
  if (before !== null && position?.id !== before.id) {
    remember(account.closedPositions, { ...before, amount: 0n, collateral: 0n, updatedAt: desk.now() });
  }
  if (position === null) account.positions.delete(symbol);
  else account.positions.set(symbol, position);
  recordTrade(account, order, { price, fee, feeCurrency: market.quote }, desk);
}

function feeEntry(
  { amount }: Order,
  market: Market,
  price: Units,
  desk: Desk,
): Pick<LedgerEntry, 'id' | 'cause' | 'text'> {
  const size = formatUnits(abs(amount));
  const text = `Trading fees for ${size} ${market.base} (${pairOf(market)}) @ ${formatUnits(price)} on BFX`;
  return { id: desk.nextId(), cause: 'tradingFee', text };
}

type Terms = { readonly price: Units; readonly fee: Units; readonly feeCurrency: string };

function recordTrade(account: Account, order: Order, terms: Terms, desk: Desk): void {
  const { id: orderId, cid, symbol, amount, type: orderType, price: orderPrice } = order;
  const trade = { orderId, cid, symbol, amount, orderType, orderPrice, ...terms };
  remember(account.trades, { id: desk.nextId(), at: desk.now(), ...trade });
}
