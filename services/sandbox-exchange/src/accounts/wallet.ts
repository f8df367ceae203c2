import { remember } from '../limits.ts';
import { toWire, type Units } from '../money/units.ts';
import type { Account } from './account.ts';
import type { LedgerEntry } from './ledger.ts';

export const WALLET_KINDS = ['exchange', 'margin', 'funding'] as const;
export type WalletKind = (typeof WALLET_KINDS)[number];

/** Bitfinex still takes the old labels; note that `deposit` meant the funding wallet. */
export const WALLET_NAMES: Readonly<Record<string, WalletKind>> = {
  exchange: 'exchange',
  margin: 'margin',
  funding: 'funding',
  trading: 'margin',
  deposit: 'funding',
};

export type Wallet = {
  readonly kind: WalletKind;
  readonly currency: string;
  readonly balance: Units;
  /** Part of the balance that open orders and positions hold; never more than the balance. */
  readonly reserved: Units;
  readonly lastChange: string | null;
};

/** Money held back for an order or a position. */
export type Hold = { readonly kind: WalletKind; readonly currency: string; readonly amount: Units };

function keyOf(kind: WalletKind, currency: string): string {
  return `${kind}:${currency}`;
}

export function walletOf(account: Account, kind: WalletKind, currency: string): Wallet {
  const empty = { kind, currency, balance: 0n, reserved: 0n, lastChange: null };
  return account.wallets.get(keyOf(kind, currency)) ?? empty;
}

export function available(account: Account, kind: WalletKind, currency: string): Units {
  const { balance, reserved } = walletOf(account, kind, currency);
  return balance - reserved;
}

/** The one place that writes a wallet. A balance below its reserve is a fault of this service, never a refusal. */
function write(account: Account, wallet: Wallet): void {
  if (wallet.reserved < 0n || wallet.balance < wallet.reserved) {
    throw new Error(`the ${wallet.kind} wallet in ${wallet.currency} would be overdrawn`);
  }
  account.wallets.set(keyOf(wallet.kind, wallet.currency), wallet);
}

/** Books an amount, above or below zero, and writes it into the ledger. */
export function post(account: Account, entry: Omit<LedgerEntry, 'balance'>): void {
  const wallet = walletOf(account, entry.kind, entry.currency);
  const balance = wallet.balance + entry.amount;
  write(account, { ...wallet, balance, lastChange: entry.text });
  remember(account.ledger, { ...entry, balance });
}

export function reserve(account: Account, { kind, currency, amount }: Hold): void {
  const wallet = walletOf(account, kind, currency);
  write(account, { ...wallet, reserved: wallet.reserved + amount });
}

export function release(account: Account, hold: Hold): void {
  reserve(account, { ...hold, amount: -hold.amount });
}

/** TYPE, CURRENCY, BALANCE, UNSETTLED_INTEREST, AVAILABLE_BALANCE, LAST_CHANGE, LAST_CHANGE_METADATA */
export function walletToWire({ kind, currency, balance, reserved, lastChange }: Wallet): unknown[] {
  return [kind, currency, toWire(balance), 0, toWire(balance - reserved), lastChange, null];
}

/** The wallets as they were at `end`, told from today's balances and the ledger entries since. */
export function walletsAt(account: Account, end: number): unknown[][] {
  return [...account.wallets.values()].map(({ kind, currency, balance }) => {
    const later = account.ledger.filter((e) => e.at > end && e.kind === kind && e.currency === currency);
    return [
      kind,
      currency,
      toWire(later.reduce((sum, { amount }) => sum - amount, balance)),
      0,
      null,
      null,
      null,
    ];
  });
}
