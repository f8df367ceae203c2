import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import { hasFactor } from './accepted-methods.ts';
import { readFactorSummary } from './factor-store.ts';
import { requireStepUp, type StepUp } from './require-step-up.ts';
import type { SecondFactor } from './second-factor.ts';

export type OptionalStepUp = Omit<StepUp, 'secondFactor'> & { readonly secondFactor: SecondFactor | null };

/**
 * Does `work` behind a step-up where the account has a second factor, and without one where there is none yet; in
 * a transaction that holds the user's lock either way.
 *
 * @throws Refusal `validation-failed` when the second factor is missing, those of `requireStepUp`, or what `work` throws
 */
export async function requireStepUpIfEnrolled<T>(
  deps: Deps,
  { secondFactor, ...stepUp }: OptionalStepUp,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const { userId, hasSecondFactor } = stepUp.session;
  if (secondFactor !== null) return requireStepUp(deps, { ...stepUp, secondFactor }, work);
  if (hasSecondFactor) throw secondFactorMissing();
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, userId);
    // One may have been enrolled since the session was looked up.
    if (hasFactor(await readFactorSummary(trx, userId))) throw secondFactorMissing();
    return work(trx);
  });
}

/** The account has a second factor, and none came with the request. */
export function secondFactorMissing(): Refusal {
  const detail = 'a fresh second factor is needed: this account has one';
  return new Refusal('validation-failed', {
    errors: [{ field: 'secondFactor', code: 'required', detail }],
  });
}
