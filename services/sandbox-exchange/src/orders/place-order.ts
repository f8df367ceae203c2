import type { Account } from '../accounts/account.ts';
import { available, reserve } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { LIMITS, remember } from '../limits.ts';
import { findMarket, type Market } from '../market/markets.ts';
import { crosses, executionPrice } from '../market/quote.ts';
import { formatUnits } from '../money/units.ts';
import { Refusal } from '../refusal.ts';
import { executePerpetual, executeSpot } from './execute-order.ts';
import { perpetualHold, requireAvailable, requireTradable, spotHold } from './funds.ts';
import { ORDER_TYPES, type Order, POST_ONLY } from './order.ts';

type Fate = 'executes' | 'rests' | 'POSTONLY CANCELED' | 'IOC CANCELED' | 'FILLORKILL CANCELED';

function fateOf(order: Order, market: Market): Fate {
  const { execution } = ORDER_TYPES[order.type];
  if (execution === 'market') return 'executes';
  if (crosses(market, order.amount, order.price)) {
    return order.flags & POST_ONLY ? 'POSTONLY CANCELED' : 'executes';
  }
  if (execution === 'immediate-or-cancel') return 'IOC CANCELED';
  return execution === 'fill-or-kill' ? 'FILLORKILL CANCELED' : 'rests';
}

/**
 * Executes the order, lets it rest, or cancels it as its terms want, and gives it back as it then is. A refusal
 * leaves the account as it was.
 */
export function placeOrder(account: Account, order: Order, desk: Desk): Order {
  const market = findMarket(order.symbol);
  const fate = fateOf(order, market);
  if (fate === 'executes') return execute(account, order, market, desk);
  if (fate === 'rests') return rest(account, order, market);
  return closeOrder(account, { ...order, status: fate });
}

function execute(account: Account, order: Order, market: Market, desk: Desk): Order {
  const price = executionPrice(market, order.amount);
  const run = market.kind === 'spot' ? executeSpot : executePerpetual;
  run(account, order, market, price, desk);
  const status = `EXECUTED @ ${formatUnits(price)}(${formatUnits(order.amount)})`;
  return closeOrder(account, { ...order, amount: 0n, averagePrice: price, status });
}

function rest(account: Account, order: Order, market: Market): Order {
  const { id, amount, price, leverage } = order;
  if (!account.openOrders.has(id) && account.openOrders.size >= LIMITS.openOrders) {
    throw new Refusal('account', `Invalid order: more than ${LIMITS.openOrders} open orders`);
  }
  const hold =
    market.kind === 'spot' ? spotHold(market, amount, price) : perpetualHold(market, amount, price, leverage);
  if (market.kind === 'spot') requireAvailable(account, hold, order, price);
  else
    requireTradable(
      available(account, hold.kind, hold.currency) >= hold.amount,
      account,
      order,
      market,
      price,
    );
  reserve(account, hold);
  const resting = { ...order, hold, status: 'ACTIVE' };
  account.openOrders.set(id, resting);
  return resting;
}

/** Moves an order into the history; its hold must have been released. */
export function closeOrder(account: Account, order: Order): Order {
  const closed = { ...order, hold: null };
  account.openOrders.delete(order.id);
  remember(account.closedOrders, closed);
  return closed;
}
