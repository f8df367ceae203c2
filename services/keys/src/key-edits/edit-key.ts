import { databaseTime } from '@countersign/database';
import type { ApiKeyRow } from '../api-keys/api-key.ts';
import { lockKey } from '../api-keys/api-key-store.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { requireStepUp, type StepUp } from '../second-factors/require-step-up.ts';
import { assertNoWithdrawHold } from '../second-factors/withdraw-hold.ts';
import { applyEdit } from './apply-edit.ts';
import type { KeyEdit } from './key-edit.ts';
import { type EditInput, proposeEdit, proposeEditOf } from './propose-edit.ts';
import { startKeyEdit } from './start-key-edit.ts';

export type EditRequest = Omit<StepUp, 'approval'> & { readonly keyId: string; readonly input: EditInput };

/** The key as it is now, or the edit that waits for its confirmation by mail. */
export type EditOutcome = { readonly key: ApiKeyRow } | { readonly edit: KeyEdit };

/**
 * Edits a key, with a second factor for exactly this change. In force everywhere when this returns: every gateway
 * refuses what was signed on the old terms. An edit that gives the key `withdraw` changes nothing yet: it waits for
 * its confirmation by mail.
 *
 * @throws Refusal those of `proposeEdit`, of `requireStepUp` and of `startKeyEdit`; `email-not-verified`,
 * `withdraw-on-hold`
 */
export async function editKey(deps: Deps, { keyId, input, ...stepUp }: EditRequest): Promise<EditOutcome> {
  const { session, client } = stepUp;
  const { userId } = session;
  const request = { userId, keyId, input };
  // Before the step-up: a mistake must not use up a code.
  const { approval, effect, after } = await proposeEdit(deps.db, request);
  if (effect.addsWithdrawal) {
    if (!session.isEmailVerified) throw new Refusal('email-not-verified');
    await assertNoWithdrawHold(deps.db, userId, after.permissions);
  }
  const outcome = await requireStepUp(deps, { ...stepUp, approval }, async (trx): Promise<EditOutcome> => {
    const proposed = proposeEditOf(await lockKey(trx, keyId), request, await databaseTime(trx));
    // What was approved is what is done: the key may have been changed since it was looked at.
    if (!proposed.approval.digest.equals(approval.digest)) throw new Refusal('key-version-conflict');
    return proposed.effect.addsWithdrawal
      ? { edit: await startKeyEdit(trx, deps, proposed, stepUp) }
      : { key: await applyEdit(trx, deps, proposed, client) };
  });
  deps.nudgeRelay();
  return outcome;
}
