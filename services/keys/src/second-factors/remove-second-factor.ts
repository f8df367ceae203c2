import type { Database, DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { hasFactor } from './accepted-methods.ts';
import { approvalOf } from './approval.ts';
import { readFactorSummary } from './factor-store.ts';
import { deleteRecoveryCodes } from './recovery-codes/recovery-code-store.ts';
import { requireStepUp, type StepUp } from './require-step-up.ts';
import { deleteTotpFactor, findTotpFactor } from './totp/totp-store.ts';
import { deleteSecurityKey, findSecurityKey } from './webauthn/security-key-store.ts';
import { holdWithdrawal } from './withdraw-hold.ts';

export type Removal = Omit<StepUp, 'approval'> & { readonly factorId: string };

type Factor = { readonly userId: string; readonly factorId: string };
type FactorName = { readonly method: 'totp' | 'webauthn'; readonly label: string | null };

/**
 * Takes a factor off the account, with that factor, any other one, or a recovery code. With the last factor the
 * recovery codes go, too. Every other session ends: one that waited for its second-factor step might have nothing
 * left to wait for. Keys may not come to withdraw for a while.
 *
 * @throws Refusal `not-found`, `last-security-key`, and those of `requireStepUp`
 */
export async function removeSecondFactor(deps: Deps, { factorId, ...stepUp }: Removal): Promise<void> {
  const { session, client } = stepUp;
  const { userId, sessionId } = session;
  const factor = { userId, factorId };
  // Before the step-up: a mistake must not use up a code.
  await assertRemovable(deps.db, factor);
  const approval = approvalOf('second-factor-removal', { subject: factorId });
  await requireStepUp(deps, { ...stepUp, approval }, async (trx) => {
    const { method, label } = await assertRemovable(trx, factor);
    await remove(trx, factor, method);
    await holdWithdrawal(trx, deps, userId);
    const ended = await endSessionsOf(trx, userId, { except: sessionId });
    await recordEndings(trx, ended, { client, reason: 'second-factor-removed' });
    const details = label === null ? { method } : { method, label };
    const event = { userId, client, subject: factorId, details };
    await insertAuditEvent(trx, { ...event, type: 'second-factor-removed' });
    await notify(trx, deps, { kind: 'second-factor-removed', userId, client, method, label });
  });
}

/** An account that accepts security keys only must keep one, or nobody could countersign or change that any more. */
async function assertRemovable(db: Database, factor: Factor): Promise<FactorName> {
  const totp = await findTotpFactor(db, factor);
  if (totp !== null && totp.activatedAt !== null) return { method: 'totp', label: null };
  const securityKey = await findSecurityKey(db, factor);
  if (securityKey === null) throw new Refusal('not-found');
  const { isSecurityKeyOnly, securityKeys } = await readFactorSummary(db, factor.userId);
  if (isSecurityKeyOnly && securityKeys === 1) throw new Refusal('last-security-key');
  return { method: 'webauthn', label: securityKey.label };
}

async function remove(trx: DatabaseTransaction, factor: Factor, method: FactorName['method']): Promise<void> {
  const isRemoved = await (method === 'totp'
    ? deleteTotpFactor(trx, factor.factorId)
    : deleteSecurityKey(trx, factor));
  if (!isRemoved) throw new Refusal('not-found');
  if (!hasFactor(await readFactorSummary(trx, factor.userId))) await deleteRecoveryCodes(trx, factor.userId);
}
