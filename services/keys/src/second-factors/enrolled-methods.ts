import type { Database } from '@countersign/database';
import { countUnusedRecoveryCodes } from './recovery-codes/recovery-code-store.ts';
import type { SecondFactorMethod } from './second-factor.ts';
import { findActiveTotpFactor } from './totp/totp-store.ts';

/** What the account can countersign with now, the preferred method first. Empty without an active factor. */
export async function enrolledMethods(db: Database, userId: string): Promise<SecondFactorMethod[]> {
  if ((await findActiveTotpFactor(db, userId)) === null) return [];
  const unusedCodes = await countUnusedRecoveryCodes(db, userId);
  return unusedCodes > 0 ? ['totp', 'recovery_code'] : ['totp'];
}
