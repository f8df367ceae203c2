import type { Account } from '../accounts/account.ts';
import { post, type WalletKind } from '../accounts/wallet.ts';
import type { Desk } from '../desk.ts';
import { remember } from '../limits.ts';
import { findTransported } from '../market/currencies.ts';
import { formatUnits, type Units } from '../money/units.ts';
import { invalid } from '../refusal.ts';
import type { Movement } from './movement.ts';
import { requireFree } from './transfer.ts';

export type Withdrawal = {
  readonly kind: WalletKind;
  readonly method: string;
  readonly amount: Units;
  /** Takes the fee out of the amount instead of on top of it. */
  readonly deductFee: boolean;
  readonly address: string;
  readonly paymentId: string | null;
  readonly note: string | null;
};

/** Takes the money and the fee; nothing is sent anywhere. */
export function withdraw(account: Account, withdrawal: Withdrawal, desk: Desk): Movement {
  const { kind, address, paymentId, note, deductFee } = withdrawal;
  const { id: currency, transport } = findTransported(withdrawal.method);
  const { method, withdrawalFee } = transport;
  const sent = deductFee ? withdrawal.amount - withdrawalFee : withdrawal.amount;
  if (sent <= 0n) throw invalid('amount');
  const deed = `withdraw ${formatUnits(withdrawal.amount)} ${currency}`;
  requireFree(account, kind, currency, sent + withdrawalFee, deed);
  const id = desk.nextId();
  const at = desk.now();
  const entry = { at, kind, currency };
  const sending = { id: desk.nextId(), amount: -sent, text: `${method} Withdrawal #${id}` };
  post(account, { ...entry, ...sending, cause: 'withdrawal' });
  const fee = { id: desk.nextId(), amount: -withdrawalFee, text: 'Crypto Withdrawal fee' };
  post(account, { ...entry, ...fee, cause: 'withdrawalFee' });
  const transaction = `sandbox-transaction-${id}`;
  const amounts = { amount: -sent, fee: -withdrawalFee };
  const movement = { id, at, currency, method, ...amounts, address, paymentId, transaction, note };
  remember(account.movements, movement);
  return movement;
}
