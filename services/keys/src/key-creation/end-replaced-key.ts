import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import { lockKey } from '../api-keys/api-key-store.ts';
import { writeKeyVersion } from '../api-keys/write-key-version.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import type { Replacement } from './key-request.ts';

export type ReplacedKey = Replacement & {
  readonly userId: string;
  /** The key that took its place. */
  readonly replacedBy: string;
  readonly client: ClientInfo;
};

/**
 * Puts an end to the key that was replaced, in the transaction that makes the new one: after the chosen time, or when
 * it would end anyway, whichever is sooner. So it is only ever narrowed. The caller holds the user's lock.
 *
 * @throws Refusal `key-already-revoked`: whoever revokes a key wants none in its place
 */
export async function endReplacedKey(
  trx: DatabaseTransaction,
  deps: Deps,
  { keyId, oldKeyExpiresInSeconds, userId, replacedBy, client }: ReplacedKey,
): Promise<void> {
  const key = await lockKey(trx, keyId);
  if (key === null || key.isRevoked) throw new Refusal('key-already-revoked');
  const { label, expiresAt: before } = key;
  const end = new Date((await databaseTime(trx)).getTime() + oldKeyExpiresInSeconds * 1_000);
  const after = before !== null && before <= end ? before : end;
  if (after !== before) await writeKeyVersion(trx, deps, { keyId, change: { expiresAt: after } });
  const details = { label, replacedBy, before: { expiresAt: before }, after: { expiresAt: after } };
  await insertAuditEvent(trx, { userId, type: 'key-replaced', client, subject: keyId, details });
}
