import type { Redacted } from '@countersign/sealing';
import { insertAuditEvent } from '../../audit/audit-store.ts';
import type { Deps } from '../../deps.ts';
import type { Once } from '../../idempotency/run-once.ts';
import { notify } from '../../notifications/notify.ts';
import { approvalOf } from '../approval.ts';
import { requireStepUp, type StepUp } from '../require-step-up.ts';
import { holdWithdrawal } from '../withdraw-hold.ts';
import { mintRecoveryCodes } from './mint-recovery-codes.ts';

/**
 * Replaces all recovery codes, with a fresh second factor. Whoever has the new ones can pass for the owner, so keys
 * may not come to withdraw for a while.
 *
 * @throws Refusal those of `requireStepUp`
 */
export async function resetRecoveryCodes(
  deps: Deps,
  stepUp: Omit<StepUp, 'approval'>,
  once: Once,
): Promise<Redacted<string>[]> {
  const { session, client } = stepUp;
  const { userId } = session;
  return requireStepUp(deps, { ...stepUp, approval: approvalOf('recovery-codes') }, async (trx) => {
    await once.begin(trx);
    const codes = await mintRecoveryCodes(trx, deps, userId);
    await holdWithdrawal(trx, deps, userId);
    await insertAuditEvent(trx, { userId, type: 'recovery-codes-replaced', client });
    await notify(trx, deps, { kind: 'recovery-codes-replaced', userId, client });
    await once.keep(trx, undefined);
    return codes;
  });
}
