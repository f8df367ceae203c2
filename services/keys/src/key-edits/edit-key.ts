import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import type { ApiKeyRow } from '../api-keys/api-key.ts';
import { findKey, lockKey } from '../api-keys/api-key-store.ts';
import { writeKeyVersion } from '../api-keys/write-key-version.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { requireStepUp, type StepUp } from '../second-factors/require-step-up.ts';
import { describeChange } from './describe-change.ts';
import { type EditInput, type ProposedEdit, proposeEdit, proposeEditOf } from './propose-edit.ts';

export type Edit = Omit<StepUp, 'approval'> & { readonly keyId: string; readonly input: EditInput };

/**
 * Edits a key, with a second factor for exactly this change. In force everywhere when this returns: every
 * gateway refuses what was signed on the old terms.
 *
 * @throws Refusal those of `proposeEdit` and of `requireStepUp`
 */
export async function editKey(deps: Deps, { keyId, input, ...stepUp }: Edit): Promise<ApiKeyRow> {
  const { session, client } = stepUp;
  const { userId } = session;
  const request = { userId, keyId, input };
  // Before the step-up: a mistake must not use up a code.
  const { approval, effect } = await proposeEdit(deps.db, request);
  if (effect.addsWithdrawal) throw new Refusal('validation-failed', { errors: [WITHDRAWAL_REFUSED] });
  return requireStepUp(deps, { ...stepUp, approval }, async (trx) => {
    const proposed = proposeEditOf(await lockKey(trx, keyId), request, await databaseTime(trx));
    // What was approved is what is done: the key may have been changed since it was looked at.
    if (!proposed.approval.digest.equals(approval.digest)) throw new Refusal('key-version-conflict');
    await applyEdit(trx, deps, proposed);
    const details = describeChange(proposed);
    await insertAuditEvent(trx, { userId, type: 'key-edited', client, subject: keyId, details });
    return readEditedKey(trx, { userId, keyId });
  });
}

const WITHDRAWAL_REFUSED = {
  field: 'permissions',
  code: 'withdrawal-added',
  detail: 'an existing key cannot be given withdraw:write; create a new key',
};

async function applyEdit(trx: DatabaseTransaction, deps: Deps, { key, after }: ProposedEdit): Promise<void> {
  await writeKeyVersion(trx, deps, { keyId: key.keyId, change: after });
}

async function readEditedKey(
  trx: DatabaseTransaction,
  { userId, keyId }: { userId: string; keyId: string },
): Promise<ApiKeyRow> {
  const key = await findKey(trx, { userId, keyId });
  if (key === null) throw new Error('an edited key has vanished');
  return key;
}
