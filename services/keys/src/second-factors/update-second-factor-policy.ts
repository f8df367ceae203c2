import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { readFactorSummary, readWithdrawHold, writeSecurityKeyOnly } from './factor-store.ts';
import { requireStepUp, type StepUp } from './require-step-up.ts';
import { policyApproval } from './second-factor-policy.ts';
import { holdWithdrawal } from './withdraw-hold.ts';

export type PolicyDescription = {
  readonly securityKeyOnly: boolean;
  readonly unusedRecoveryCodes: number;
  readonly withdrawHeldUntil: Date | null;
};

export async function describePolicy({ db }: Deps, userId: string): Promise<PolicyDescription> {
  const { isSecurityKeyOnly, unusedRecoveryCodes } = await readFactorSummary(db, userId);
  return {
    securityKeyOnly: isSecurityKeyOnly,
    unusedRecoveryCodes,
    withdrawHeldUntil: await readWithdrawHold(db, userId),
  };
}

/**
 * Says whether only security keys count. A security key approves it both ways: switching it on proves that one
 * works, and switching it off is what the switch guards against.
 *
 * @throws Refusal those of `requireStepUp`
 */
export async function updateSecondFactorPolicy(
  deps: Deps,
  { securityKeyOnly, ...stepUp }: Omit<StepUp, 'approval'> & { readonly securityKeyOnly: boolean },
): Promise<void> {
  const { session, client } = stepUp;
  const { userId } = session;
  const { securityKeys } = await readFactorSummary(deps.db, userId);
  if (securityKeys === 0) {
    throw new Refusal('second-factor-not-enrolled', { detail: 'This account has no security key.' });
  }
  await requireStepUp(deps, { ...stepUp, approval: policyApproval(securityKeyOnly) }, async (trx) => {
    const isChanged = await writeSecurityKeyOnly(trx, { userId, isSecurityKeyOnly: securityKeyOnly });
    if (!isChanged) return;
    if (!securityKeyOnly) await holdWithdrawal(trx, deps, userId);
    const details = { securityKeyOnly };
    await insertAuditEvent(trx, { userId, type: 'second-factor-policy-changed', client, details });
    await notify(trx, deps, { kind: 'second-factor-policy-changed', userId, client, securityKeyOnly });
  });
}
