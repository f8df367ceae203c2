import { toWire, type Units } from '../money/units.ts';
import type { WalletKind } from './wallet.ts';

/** Why money moved, with the number that the wire's `category` filter has for it. */
export const CATEGORY = {
  exchange: 5,
  position: 22,
  transfer: 51,
  deposit: 101,
  withdrawal: 104,
  tradingFee: 201,
  withdrawalFee: 254,
} as const;

export type Cause = keyof typeof CATEGORY;

export type LedgerEntry = {
  readonly id: number;
  readonly at: number;
  readonly kind: WalletKind;
  readonly currency: string;
  readonly amount: Units;
  /** Balance of the wallet after this entry. */
  readonly balance: Units;
  readonly cause: Cause;
  readonly text: string;
};

/** ID, CURRENCY, WALLET, MTS, _, AMOUNT, BALANCE, _, DESCRIPTION */
export function ledgerToWire({ id, currency, kind, at, amount, balance, text }: LedgerEntry): unknown[] {
  return [id, currency, kind, at, null, toWire(amount), toWire(balance), null, `${text} on wallet ${kind}`];
}
