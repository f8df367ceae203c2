import type { Account } from '../accounts/account.ts';
import { available, post, type WalletKind } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { findCurrency } from '../market/currencies.ts';
import { formatUnits, type Units } from '../money/units.ts';
import { invalid, Refusal } from '../refusal.ts';

export type Transfer = {
  readonly from: WalletKind;
  readonly to: WalletKind;
  readonly currency: string;
  readonly currencyTo: string;
  readonly amount: Units;
};

/** Moves money between an account's wallets; a derivatives currency lives in the margin wallet and is 1:1. */
export function transfer(
  account: Account,
  { from, to, currency, currencyTo, amount }: Transfer,
  desk: Desk,
): string {
  const given = findCurrency(currency);
  const taken = findCurrency(currencyTo, 'currency_to');
  if (amount <= 0n) throw invalid('amount');
  if ((given.underlying ?? given.id) !== (taken.underlying ?? taken.id)) throw invalid('currency_to');
  if (given.underlying !== undefined && from !== 'margin') throw invalid('from');
  if (taken.underlying !== undefined && to !== 'margin') throw invalid('to');
  if (from === to && given.id === taken.id) throw invalid('to');
  const size = `${formatUnits(amount)} ${given.label}`;
  requireFree(account, from, currency, amount, `transfer ${size}`);
  const [source, target] = [from, to].map((kind) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`);
  const text = `Transfer of ${formatUnits(amount)} ${currency} from wallet ${source} to ${target}`;
  const entry = { at: desk.now(), cause: 'transfer' as const, text };
  post(account, { ...entry, id: desk.nextId(), kind: from, currency, amount: -amount });
  post(account, { ...entry, id: desk.nextId(), kind: to, currency: currencyTo, amount });
  return `${size} transfered from ${source} to ${target}`;
}

/** Refuses in words by which ccxt knows `InsufficientFunds`. */
export function requireFree(
  account: Account,
  kind: WalletKind,
  currency: string,
  amount: Units,
  deed: string,
): void {
  const free = available(account, kind, currency);
  if (free >= amount) return;
  const rest = `the available balance is only ${formatUnits(free)} ${currency}`;
  throw new Refusal('account', `Cannot ${deed} from your ${kind} wallet, ${rest}`);
}
