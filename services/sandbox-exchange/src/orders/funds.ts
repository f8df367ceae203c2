import type { Account } from '../accounts/account.ts';
import { available, type Hold } from '../accounts/wallet.ts';
import { type Market, pairOf } from '../market/markets.ts';
import { abs, formatUnits, multiply, type Units } from '../money/units.ts';
import { initialMargin } from '../positions/position.ts';
import { Refusal } from '../refusal.ts';
import { FEES } from './fees.ts';
import type { Order } from './order.ts';

/** What an order in the exchange wallet takes at a price: a buyer gives the quote currency, a seller the base. */
export function spotHold(market: Market, amount: Units, price: Units): Hold {
  return amount > 0n
    ? { kind: 'exchange', currency: market.quote, amount: multiply(amount, price, 'up') }
    : { kind: 'exchange', currency: market.base, amount: -amount };
}

/** What a resting order for a perpetual holds: its collateral and the fee. */
export function perpetualHold(market: Market, amount: Units, price: Units, leverage: number): Hold {
  const fee = multiply(multiply(abs(amount), price, 'up'), FEES.taker.perpetual, 'up');
  return { kind: 'margin', currency: market.quote, amount: initialMargin(amount, price, leverage) + fee };
}

type Described = Pick<Order, 'symbol' | 'amount'>;

/** Refuses in Bitfinex's words, by which ccxt knows `InsufficientFunds`. */
export function requireAvailable(account: Account, hold: Hold, order: Described, price: Units): void {
  if (available(account, hold.kind, hold.currency) >= hold.amount) return;
  const wanted = `${formatUnits(abs(order.amount))} ${order.symbol.slice(1)} at ${formatUnits(price)}`;
  throw new Refusal('account', `Invalid order: not enough exchange balance for ${wanted}`);
}

export function requireTradable(
  enough: boolean,
  account: Account,
  { amount }: Described,
  market: Market,
  price: Units,
): void {
  if (enough) return;
  const wanted = `${formatUnits(abs(amount))} ${pairOf(market)} at ${formatUnits(price)}`;
  const left = `${formatUnits(available(account, 'margin', market.quote))} ${market.quote}`;
  const text = `Invalid order: not enough tradable balance for ${wanted}, the available balance is only ${left}`;
  throw new Refusal('account', text);
}
