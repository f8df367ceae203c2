import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../../audit/audit-store.ts';
import type { Deps } from '../../deps.ts';
import type { ClientInfo } from '../../http/client-info.ts';
import type { Once } from '../../idempotency/run-once.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { type AddedFactor, addFactor, enrolmentApproval } from '../add-factor.ts';
import { returnAttempt } from '../attempt-store.ts';
import { consumeTotpCode, matchTotpCode } from '../consume-second-factor.ts';
import { requireStepUpIfEnrolled } from '../require-step-up-if-enrolled.ts';
import { reserveSecondFactorAttempt } from '../reserve-attempt.ts';
import type { SecondFactor } from '../second-factor.ts';
import { activateTotpFactor, findActiveTotpFactor, findTotpFactor, type TotpFactor } from './totp-store.ts';

export type Activation = {
  readonly session: SessionContext;
  readonly factorId: string;
  readonly code: string;
  /** Of a factor that the account has already. */
  readonly secondFactor: SecondFactor | null;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

/**
 * Activates a TOTP factor with its first code; where the account has another factor, that one must approve it.
 * Guesses count against the same budget as everywhere.
 *
 * @throws Refusal `not-found`, `totp-already-enrolled`, `second-factor-invalid`, `second-factor-attempts-exhausted`,
 * and those of `requireStepUpIfEnrolled`
 */
export async function activateTotp(deps: Deps, activation: Activation, once: Once): Promise<AddedFactor> {
  const { session, factorId, code, secondFactor, browserDigest, client } = activation;
  const { userId } = session;
  const factor = await findInactive(deps, activation);
  const attempt = await reserveSecondFactorAttempt(deps, { userId, browserDigest, method: 'totp', client });
  // Before the step-up: a typing mistake must not use up what approves it.
  if (matchTotpCode(deps, factor, code) === null) await refuseCode(deps, activation);
  const stepUp = { session, secondFactor, browserDigest, client, approval: enrolmentApproval(factorId) };
  const added = await requireStepUpIfEnrolled(deps, stepUp, async (trx) => {
    await once.begin(trx);
    await returnAttempt(trx, attempt);
    const made = await activate(trx, deps, activation);
    await once.keep(trx, undefined);
    return made;
  });
  deps.nudgeRelay();
  return added;
}

async function findInactive({ db }: Deps, { session, factorId }: Activation): Promise<TotpFactor> {
  const factor = await findTotpFactor(db, { userId: session.userId, factorId });
  if (factor === null) throw new Refusal('not-found');
  if (factor.activatedAt !== null) throw new Refusal('totp-already-enrolled');
  return factor;
}

async function refuseCode({ db }: Deps, { session, factorId, client }: Activation): Promise<never> {
  const { userId } = session;
  const details = { method: 'totp', purpose: 'activation' };
  await inTransaction(db, (trx) =>
    insertAuditEvent(trx, { userId, type: 'second-factor-failed', client, subject: factorId, details }),
  );
  throw new Refusal('second-factor-invalid');
}

async function activate(trx: DatabaseTransaction, deps: Deps, activation: Activation): Promise<AddedFactor> {
  const { session, factorId, code } = activation;
  const { userId } = session;
  // Enrolments take turns on the user's row: whatever was activated or replaced meanwhile is seen here.
  if ((await findActiveTotpFactor(trx, userId)) !== null) throw new Refusal('totp-already-enrolled');
  const factor = await findTotpFactor(trx, { userId, factorId });
  if (factor === null) throw new Refusal('not-found');
  const added = { id: factorId, method: 'totp', label: null } as const;
  return addFactor(trx, deps, { ...activation, factor: added }, async () => {
    if (!(await consumeTotpCode(trx, deps, factor, code))) throw new Refusal('second-factor-invalid');
    await activateTotpFactor(trx, factorId);
  });
}
