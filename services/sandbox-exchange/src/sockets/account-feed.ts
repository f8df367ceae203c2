import type { Account } from '../accounts/account.ts';
import { type Wallet, walletToWire } from '../accounts/wallet.ts';
import { findMarket } from '../market/markets.ts';
import { type Order, orderToWire } from '../orders/order.ts';
import { type Trade, tradeToWire } from '../orders/trade.ts';
import { type Position, positionToWire } from '../positions/position.ts';

/** `[0, type, data]` */
export type AccountEvent = readonly [channel: 0, type: string, data: unknown];

const event = (type: string, data: unknown): AccountEvent => [0, type, data];
const position = (each: Position) => positionToWire(each, findMarket(each.symbol));

/** What an account holds, as a client is told it first. */
export function snapshot(account: Account): AccountEvent[] {
  return [
    event('ps', [...account.positions.values()].map(position)),
    event('ws', [...account.wallets.values()].map(walletToWire)),
    event('os', [...account.openOrders.values()].map(orderToWire)),
    event('fos', []),
    event('fcs', []),
    event('fls', []),
  ];
}

/** Each wallet by itself, as it is. */
export function walletUpdates(account: Account): AccountEvent[] {
  return [...account.wallets.values()].map((wallet) => event('wu', walletToWire(wallet)));
}

/**
 * Tells what became of an account since it was last asked. Nothing has to report a change: orders, wallets and
 * positions are replaced by new ones when they change, so that comparing them is enough.
 */
export class AccountFeed {
  readonly #account: Account;
  #orders: ReadonlyMap<number, Order>;
  #wallets: ReadonlyMap<string, Wallet>;
  #positions: ReadonlyMap<string, Position>;
  #lastClosed: Order | undefined;
  #lastTrade: Trade | undefined;
  #lastClosedPosition: Position | undefined;

  constructor(account: Account) {
    this.#account = account;
    this.#orders = new Map(account.openOrders);
    this.#wallets = new Map(account.wallets);
    this.#positions = new Map(account.positions);
    this.#remember();
  }

  changes(): AccountEvent[] {
    const { openOrders, wallets, positions, closedOrders, trades, closedPositions } = this.#account;
    const events = [
      ...changed(this.#orders, openOrders).map(([before, order]) =>
        event(before === undefined ? 'on' : 'ou', orderToWire(order)),
      ),
      ...after(trades, this.#lastTrade).flatMap((trade) =>
        ['te', 'tu'].map((type) => event(type, tradeToWire(trade))),
      ),
      ...after(closedOrders, this.#lastClosed).map((order) => event('oc', orderToWire(order))),
      ...after(closedPositions, this.#lastClosedPosition).map((each) => event('pc', position(each))),
      ...changed(this.#positions, positions).map(([before, each]) =>
        event(before === undefined ? 'pn' : 'pu', position(each)),
      ),
      ...changed(this.#wallets, wallets).map(([, wallet]) => event('wu', walletToWire(wallet))),
    ];
    this.#orders = new Map(openOrders);
    this.#wallets = new Map(wallets);
    this.#positions = new Map(positions);
    this.#remember();
    return events;
  }

  #remember(): void {
    const { closedOrders, trades, closedPositions } = this.#account;
    this.#lastClosed = closedOrders.at(-1);
    this.#lastTrade = trades.at(-1);
    this.#lastClosedPosition = closedPositions.at(-1);
  }
}

function changed<K, V>(before: ReadonlyMap<K, V>, now: ReadonlyMap<K, V>): [before: V | undefined, now: V][] {
  return [...now]
    .filter(([key, value]) => before.get(key) !== value)
    .map(([key, value]) => [before.get(key), value]);
}

/** What stands behind an entry of a history; all of it if that one is not there any more. */
function after<T>(history: readonly T[], last: T | undefined): readonly T[] {
  return history.slice(last === undefined ? 0 : history.lastIndexOf(last) + 1);
}
