import type { Database, DatabaseTransaction } from '@countersign/database';
import { isSameBrowser } from '../confirmation/confirmable.ts';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import type { KeyCreation } from './key-creation.ts';
import { findKeyCreation, lockKeyCreation } from './key-creation-store.ts';
import { requestDigest } from './request-digest.ts';

/** The user's own creation. @throws Refusal `not-found`, also for another account's */
export async function readOwnCreation(db: Database, id: string, userId: string): Promise<KeyCreation> {
  return assertOwn(await findKeyCreation(db, id), userId);
}

/**
 * The user's own creation, with the user's row and then its own locked: whatever is counted for the account
 * stays as counted until the transaction ends.
 *
 * @throws Refusal `not-found`; Error if its settings are not those it began with
 */
export async function lockOwnCreation(
  trx: DatabaseTransaction,
  id: string,
  userId: string,
): Promise<KeyCreation> {
  await lockUser(trx, userId);
  const creation = assertOwn(await lockKeyCreation(trx, id), userId);
  // KS-39: nothing in the service changes them; if anything did, nobody has approved what they are now.
  const digest = requestDigest({ creationId: id, userId }, creation.request);
  if (!digest.equals(creation.requestDigest)) throw new Error(`key creation ${id} was tampered with`);
  return creation;
}

function assertOwn(creation: KeyCreation | null, userId: string): KeyCreation {
  if (creation === null || creation.userId !== userId) throw new Refusal('not-found');
  return creation;
}

/** @throws Refusal `wrong-browser` */
export function assertSameBrowser(creation: KeyCreation, browserDigest: Buffer | null): void {
  if (!isSameBrowser(creation, browserDigest)) throw new Refusal('wrong-browser');
}
