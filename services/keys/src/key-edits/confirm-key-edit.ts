import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { type ApiKey, type ApiKeyRow, toApiKey } from '../api-keys/api-key.ts';
import { lockKey } from '../api-keys/api-key-store.ts';
import { settingsOf } from '../api-keys/stored-key.ts';
import {
  authorizeConfirmation,
  type ConfirmationAttempt,
  checkConfirmation,
} from '../confirmation/authorize-confirmation.ts';
import type { Confirmable } from '../confirmation/confirmable.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../idempotency/run-once.ts';
import { Refusal } from '../refusal.ts';
import { assertNoWithdrawHold } from '../second-factors/withdraw-hold.ts';
import { applyEdit } from './apply-edit.ts';
import { lockOwnEdit } from './authorize-edit.ts';
import { editEffect } from './edit-effect.ts';
import type { KeyEdit } from './key-edit.ts';
import { findKeyEdit, moveKeyEdit } from './key-edit-store.ts';
import { transition } from './transitions.ts';

export type EditConfirmation = Omit<ConfirmationAttempt, 'kind'> & { readonly editId: string };

/**
 * Redeems the token of an edit's mail: the key becomes what the second factor approved, once. Needs session, browser
 * binding and token, all of one user and one edit. Whatever is wrong, the edit and the key stay as they are.
 *
 * @throws Refusal `wrong-browser`, `not-signed-in`, `second-factor-required`, `wrong-account`,
 * `confirmation-token-invalid`, `withdraw-on-hold`, `not-found`, or what the state answers
 */
export async function confirmKeyEdit(
  deps: Deps,
  { editId, ...link }: EditConfirmation,
  once: Once,
): Promise<{ apiKey: ApiKey }> {
  const attempt = { ...link, kind: 'key-edit-confirmation' } as const;
  const found = await findKeyEdit(deps.db, editId);
  const { userId } = await authorizeConfirmation(deps, found && confirmableOf(found), attempt);
  const outcome = await inTransaction(deps.db, async (trx) => {
    await once.begin(trx);
    const key = await confirm(trx, deps, { editId, userId, attempt });
    if (key === 'wrong-browser') return key;
    const answer = { apiKey: toApiKey(key) };
    await once.keep(trx, answer);
    return answer;
  });
  deps.nudgeRelay();
  if (outcome === 'wrong-browser') throw new Refusal('wrong-browser');
  return outcome;
}

const confirmableOf = (edit: KeyEdit): Confirmable => ({ ...edit, label: edit.settings.label });

async function confirm(
  trx: DatabaseTransaction,
  deps: Deps,
  { editId: id, userId, attempt }: { editId: string; userId: string; attempt: ConfirmationAttempt },
): Promise<ApiKeyRow | 'wrong-browser'> {
  const edit = await lockOwnEdit(trx, id, userId);
  const to = transition(edit.state, 'confirmed');
  const check = await checkConfirmation(trx, deps, confirmableOf(edit), attempt);
  if (check === 'wrong-browser') return check;
  const key = await lockKey(trx, edit.keyId);
  // Whatever writes a version ends the edits of the one before, so this cannot be; if it is, nobody approved it.
  if (key === null || key.version !== edit.keyVersion || key.isRevoked) throw new Refusal('edit-outdated');
  // The factors may have been changed since it began.
  await assertNoWithdrawHold(trx, userId, edit.settings.permissions);
  // First the edit, then the key: writing its new version ends the edits that are still open.
  await moveKeyEdit(trx, { id, from: edit.state, to });
  const [before, after] = [settingsOf(key), edit.settings];
  return applyEdit(trx, deps, { key, before, after, effect: editEffect(before, after) }, attempt.client);
}
