import type { DatabaseTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import type { Deps } from '../../deps.ts';
import { mintRecoveryCode, RECOVERY_CODES, recoveryCodeDigest } from './recovery-code.ts';
import { replaceRecoveryCodes } from './recovery-code-store.ts';

/** A fresh set of recovery codes, shown this once; every earlier one is dead. */
export async function mintRecoveryCodes(
  trx: DatabaseTransaction,
  { randomBytes }: Pick<Deps, 'randomBytes'>,
  userId: string,
): Promise<Redacted<string>[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => mintRecoveryCode(randomBytes));
  await replaceRecoveryCodes(
    trx,
    userId,
    codes.map((code) => recoveryCodeDigest(code.expose())),
  );
  return codes;
}
