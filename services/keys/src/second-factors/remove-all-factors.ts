import type { DatabaseTransaction } from '@countersign/database';
import { deleteKnownBrowsers } from './attempt-store.ts';
import { deleteRecoveryCodes } from './recovery-codes/recovery-code-store.ts';
import { deleteTotpFactors } from './totp/totp-store.ts';
import { deleteSecurityKeys } from './webauthn/security-key-store.ts';

/** Nothing is left to countersign with, and no browser is known: for an account that closes. */
export async function removeAllFactors(trx: DatabaseTransaction, userId: string): Promise<void> {
  await deleteTotpFactors(trx, userId);
  await deleteSecurityKeys(trx, userId);
  await deleteRecoveryCodes(trx, userId);
  await deleteKnownBrowsers(trx, userId);
}
