import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { approvalOf } from './approval.ts';
import { deleteRecoveryCodes } from './recovery-codes/recovery-code-store.ts';
import { requireStepUp, type StepUp } from './require-step-up.ts';
import { deleteTotpFactor, findActiveTotpFactor } from './totp/totp-store.ts';

export type Removal = Omit<StepUp, 'approval'> & { readonly factorId: string };

/**
 * Takes a factor off the account, with that factor or a recovery code. Every other session ends: one that waited
 * for its second-factor step would have nothing left to wait for.
 *
 * @throws Refusal `not-found`, and those of `requireStepUp`
 */
export async function removeSecondFactor(deps: Deps, { factorId, ...stepUp }: Removal): Promise<void> {
  const { session, client } = stepUp;
  const { userId, sessionId } = session;
  // Before the step-up: a mistaken id must not use up a code.
  if ((await findActiveTotpFactor(deps.db, userId))?.factorId !== factorId) throw new Refusal('not-found');
  const approval = approvalOf('second-factor-removal', { subject: factorId });
  await requireStepUp(deps, { ...stepUp, approval }, async (trx) => {
    if (!(await deleteTotpFactor(trx, factorId))) throw new Refusal('not-found');
    await deleteRecoveryCodes(trx, userId);
    const ended = await endSessionsOf(trx, userId, { except: sessionId });
    await recordEndings(trx, ended, { client, reason: 'second-factor-removed' });
    const details = { method: 'totp' };
    await insertAuditEvent(trx, {
      userId,
      type: 'second-factor-removed',
      client,
      subject: factorId,
      details,
    });
  });
}
