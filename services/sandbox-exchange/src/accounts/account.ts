import { remember } from '../limits.ts';
import { TRANSPORTED } from '../market/currencies.ts';
import { type Units, units } from '../money/units.ts';
import type { Movement } from '../movements/movement.ts';
import type { Order } from '../orders/order.ts';
import type { Trade } from '../orders/trade.ts';
import type { Position } from '../positions/position.ts';
import type { LedgerEntry } from './ledger.ts';
import { post, type Wallet, type WalletKind } from './wallet.ts';

/** All that the exchange knows of one principal. Histories are oldest first. */
export type Account = {
  /** The number by which the wire knows the user. */
  readonly number: number;
  readonly openedAt: number;
  readonly wallets: Map<string, Wallet>;
  readonly openOrders: Map<number, Order>;
  readonly closedOrders: Order[];
  readonly trades: Trade[];
  readonly ledger: LedgerEntry[];
  readonly movements: Movement[];
  /** By method. */
  readonly depositAddresses: Map<string, string>;
  /** Open positions by symbol. */
  readonly positions: Map<string, Position>;
  readonly closedPositions: Position[];
};

type Opening = { readonly now: number; nextId(): number };

const FUNDING: readonly (readonly [kind: WalletKind, currency: string, amount: Units])[] = [
  ['exchange', 'BTC', units('10')],
  ['exchange', 'ETH', units('100')],
  ['exchange', 'USD', units('500000')],
  ['exchange', 'UST', units('500000')],
  ['exchange', 'TESTBTC', units('10')],
  ['exchange', 'TESTUSD', units('500000')],
  ['margin', 'USTF0', units('50000')],
  ['funding', 'USD', units('10000')],
];

/** A new account with play money in it, booked as deposits. */
export function openAccount(number: number, { now, nextId }: Opening): Account {
  const account: Account = {
    number,
    openedAt: now,
    wallets: new Map(),
    openOrders: new Map(),
    closedOrders: [],
    trades: [],
    ledger: [],
    movements: [],
    depositAddresses: new Map(),
    positions: new Map(),
    closedPositions: [],
  };
  for (const [kind, currency, amount] of FUNDING) {
    const id = nextId();
    const method = TRANSPORTED.find((c) => c.id === currency && kind === 'exchange')?.transport.method;
    post(account, {
      id,
      at: now,
      kind,
      currency,
      amount,
      cause: 'deposit',
      text: `Deposit (sandbox) #${id}`,
    });
    if (method !== undefined) {
      const address = `sandbox-${method.toLowerCase()}-${number}`;
      const transaction = `sandbox-transaction-${id}`;
      const entry = { id, at: now, currency, method, amount, fee: 0n, address, transaction, note: null };
      remember(account.movements, { ...entry, paymentId: null });
    }
  }
  return account;
}
