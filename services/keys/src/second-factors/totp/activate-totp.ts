import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import { insertAuditEvent } from '../../audit/audit-store.ts';
import type { Deps } from '../../deps.ts';
import type { ClientInfo } from '../../http/client-info.ts';
import type { Once } from '../../idempotency/run-once.ts';
import { Refusal } from '../../refusal.ts';
import { raiseAssurance } from '../../sessions/raise-assurance.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { lockUser } from '../../users/user-store.ts';
import { type ReservedAttempt, returnAttempt } from '../attempt-store.ts';
import { consumeTotpCode } from '../consume-second-factor.ts';
import { mintRecoveryCode, RECOVERY_CODES, recoveryCodeDigest } from '../recovery-codes/recovery-code.ts';
import { replaceRecoveryCodes } from '../recovery-codes/recovery-code-store.ts';
import { rememberBrowser } from '../remember-browser.ts';
import { reserveSecondFactorAttempt } from '../reserve-attempt.ts';
import { activateTotpFactor, findActiveTotpFactor, findTotpFactor } from './totp-store.ts';

export type Activation = {
  readonly session: SessionContext;
  readonly factorId: string;
  readonly code: string;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

export type Activated = { readonly recoveryCodes: Redacted<string>[]; readonly token: Redacted<string> };

/**
 * Activates a TOTP factor with its first code, makes the recovery codes, and raises the session: the person has
 * just proven the factor. Guesses count against the same budget as everywhere.
 *
 * @returns recovery codes, shown this once, and the session's new token
 * @throws Refusal `not-found`, `totp-already-enrolled`, `second-factor-invalid`, `second-factor-attempts-exhausted`
 */
export async function activateTotp(deps: Deps, activation: Activation, once: Once): Promise<Activated> {
  const { session, browserDigest, client, factorId } = activation;
  const { userId } = session;
  await assertActivatable(deps, activation);
  const attempt = await reserveSecondFactorAttempt(deps, { userId, browserDigest, method: 'totp' });
  const activated = await inTransaction(deps.db, async (trx) => {
    await once.begin(trx);
    const outcome = await activate(trx, deps, activation, attempt);
    if (outcome !== null) await once.keep(trx, undefined);
    return outcome;
  });
  if (activated !== null) return activated;
  const details = { method: 'totp', purpose: 'activation' };
  await inTransaction(deps.db, (trx) =>
    insertAuditEvent(trx, { userId, type: 'second-factor-failed', client, subject: factorId, details }),
  );
  throw new Refusal('second-factor-invalid');
}

async function assertActivatable({ db }: Deps, { session, factorId }: Activation): Promise<void> {
  const factor = await findTotpFactor(db, { userId: session.userId, factorId });
  if (factor === null) throw new Refusal('not-found');
  if (factor.activatedAt !== null) throw new Refusal('totp-already-enrolled');
}

async function activate(
  trx: DatabaseTransaction,
  deps: Deps,
  { session, factorId, code, browserDigest, client }: Activation,
  attempt: ReservedAttempt,
): Promise<Activated | null> {
  const { userId } = session;
  await lockUser(trx, userId);
  // Enrolments take turns on the user's row: whatever was activated or replaced meanwhile is seen here.
  if ((await findActiveTotpFactor(trx, userId)) !== null) throw new Refusal('totp-already-enrolled');
  const factor = await findTotpFactor(trx, { userId, factorId });
  if (factor === null) throw new Refusal('not-found');
  if (!(await consumeTotpCode(trx, deps, factor, code))) return null;
  await activateTotpFactor(trx, factorId);
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, () => mintRecoveryCode(deps.randomBytes));
  const digests = recoveryCodes.map((recoveryCode) => recoveryCodeDigest(recoveryCode.expose()));
  await replaceRecoveryCodes(trx, userId, digests);
  await returnAttempt(trx, attempt);
  await rememberBrowser(trx, { userId, browserDigest });
  const details = { method: 'totp' };
  await insertAuditEvent(trx, { userId, type: 'second-factor-enrolled', client, subject: factorId, details });
  return { recoveryCodes, token: await raiseAssurance(trx, deps, session) };
}
