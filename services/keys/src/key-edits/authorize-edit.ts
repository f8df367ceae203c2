import type { Database, DatabaseTransaction } from '@countersign/database';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import type { KeyEdit } from './key-edit.ts';
import { findKeyEdit, lockKeyEdit } from './key-edit-store.ts';
import { editApproval } from './propose-edit.ts';

/** The user's own edit. @throws Refusal `not-found`, also for another account's */
export async function readOwnEdit(db: Database, id: string, userId: string): Promise<KeyEdit> {
  return assertOwn(await findKeyEdit(db, id), userId);
}

/**
 * The user's own edit, with the user's row and then its own locked: whoever else changes a key of this user waits.
 *
 * @throws Refusal `not-found`; Error if it is not what the second factor approved
 */
export async function lockOwnEdit(trx: DatabaseTransaction, id: string, userId: string): Promise<KeyEdit> {
  await lockUser(trx, userId);
  const edit = assertOwn(await lockKeyEdit(trx, id), userId);
  // KS-39: nothing in the service changes it; if anything did, nobody has approved what it is now.
  const { digest } = editApproval({ keyId: edit.keyId, version: edit.keyVersion }, edit.settings);
  if (!digest.equals(edit.approvalDigest)) throw new Error(`edit ${id} was tampered with`);
  return edit;
}

function assertOwn(edit: KeyEdit | null, userId: string): KeyEdit {
  if (edit === null || edit.userId !== userId) throw new Refusal('not-found');
  return edit;
}
