import type { Account } from '../accounts/account.ts';
import { available } from '../accounts/wallet.ts';
import { findMarket } from '../market/markets.ts';
import { divide, multiply, ONE, type Units } from '../money/units.ts';
import { invalid } from '../refusal.ts';
import { FEES } from './fees.ts';

export type Question = {
  readonly symbol: string;
  readonly type: 'EXCHANGE' | 'DERIV';
  readonly buys: boolean;
  /** Price of the order; the best price if absent. */
  readonly rate: Units | undefined;
  readonly lev: Units | undefined;
};

const USUAL_LEVERAGE = 10n * ONE;
const MOST_LEVERAGE = 100n * ONE;

/** Largest amount that an order may have, below zero for a sale. */
export function availableForOrder(account: Account, question: Question): Units {
  const market = findMarket(question.symbol);
  const { type, buys, rate = buys ? market.ask : market.bid, lev = USUAL_LEVERAGE } = question;
  if ((type === 'EXCHANGE') !== (market.kind === 'spot')) throw invalid('type');
  if (rate <= 0n) throw invalid('rate');
  if (lev < ONE || lev > MOST_LEVERAGE) throw invalid('lev');
  if (type === 'EXCHANGE') {
    const size = buys
      ? divide(available(account, 'exchange', market.quote), rate, 'down')
      : available(account, 'exchange', market.base);
    return buys ? size : -size;
  }
  const perUnit = multiply(rate, divide(ONE, lev, 'up') + FEES.taker.perpetual, 'up');
  const size = divide(available(account, 'margin', market.quote), perUnit, 'down');
  return buys ? size : -size;
}
