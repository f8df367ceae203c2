import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { lockUser } from '../users/user-store.ts';
import type { Approval } from './approval.ts';
import { beginSecondFactor } from './begin-second-factor.ts';
import { consumeSecondFactor } from './consume-second-factor.ts';
import { rememberBrowser } from './remember-browser.ts';
import type { SecondFactor } from './second-factor.ts';
import { tellOfRecoveryCode } from './tell-of-recovery-code.ts';

export type StepUp = {
  readonly session: SessionContext;
  readonly secondFactor: SecondFactor;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
  /** Exactly what it is to approve. */
  readonly approval: Approval;
};

/** What an operation that takes a step-up can answer because of it. */
export const STEP_UP_REFUSALS = [
  'second-factor-not-enrolled',
  'second-factor-attempts-exhausted',
  'second-factor-invalid',
  'security-key-required',
] as const;

/**
 * Does `work` if the second factor is right: the attempt is counted first, then the factor is used up, and with
 * it, in one transaction that holds the user's lock, the work is done. A wrong one leaves an audit event and changes nothing.
 *
 * @throws Refusal one of `STEP_UP_REFUSALS`, or what `work` throws
 */
export async function requireStepUp<T>(
  deps: Deps,
  { session, secondFactor, browserDigest, client, approval }: StepUp,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const { userId, hasSecondFactor } = session;
  if (!hasSecondFactor) throw new Refusal('second-factor-not-enrolled');
  const { method } = secondFactor;
  const { purpose } = approval;
  const begun = await beginSecondFactor(deps, { session, secondFactor, purpose, browserDigest, client });
  const details = { method, purpose };
  const done = await inTransaction(deps.db, async (trx) => {
    // The user's row before any of the user's: the order of locks everywhere.
    await lockUser(trx, userId);
    if (!(await consumeSecondFactor(trx, deps, { userId, begun, approval, client }))) return null;
    await rememberBrowser(trx, { userId, browserDigest });
    const type = method === 'recovery_code' ? 'recovery-code-used' : 'second-factor-passed';
    await insertAuditEvent(trx, { userId, type, client, details });
    if (method === 'recovery_code') await tellOfRecoveryCode(trx, deps, { userId, client });
    return { result: await work(trx) };
  });
  // Also a refusal can have queued a mail: a security key that may have been copied.
  deps.nudgeRelay();
  if (done !== null) return done.result;
  await inTransaction(deps.db, (trx) =>
    insertAuditEvent(trx, { userId, type: 'second-factor-failed', client, details }),
  );
  throw new Refusal('second-factor-invalid');
}
