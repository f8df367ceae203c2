import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { cancelOpenCreations } from '../key-creation/cancel-open-creations.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import type { ApiKeyRow } from './api-key.ts';
import { listUnrevokedKeyIds, lockKey } from './api-key-store.ts';
import { findKey } from './key-list-store.ts';
import { writeKeyVersion } from './write-key-version.ts';

type Revocation = { readonly userId: string; readonly reason: string | null; readonly client: ClientInfo };

/**
 * Revokes a key: in force everywhere when this returns. A key that is revoked already stays as it is and is
 * answered like the first time, so that repeating after a lost answer is safe.
 *
 * @throws Refusal `not-found`, also for another account's key
 */
export async function revokeKey(
  deps: Deps,
  { keyId, ...revocation }: Revocation & { readonly keyId: string },
): Promise<ApiKeyRow> {
  const { userId } = revocation;
  const key = await inTransaction(deps.db, async (trx) => {
    // The order of locks everywhere: a confirmation, too, holds the user's before that of an edit or a key.
    await lockUser(trx, userId);
    await revokeKeyWithin(trx, deps, { keyId, ...revocation });
    const revoked = await findKey(trx, { userId, keyId });
    if (revoked === null) throw new Error('a revoked key has vanished');
    return revoked;
  });
  deps.nudgeRelay();
  return key;
}

/** The same in the transaction of something greater, which holds the user's lock. @throws Refusal `not-found` */
export async function revokeKeyWithin(
  trx: DatabaseTransaction,
  deps: Deps,
  { keyId, ...revocation }: Revocation & { readonly keyId: string },
): Promise<void> {
  const { userId, client } = revocation;
  const key = await lockKey(trx, keyId);
  if (key === null || key.userId !== userId) throw new Refusal('not-found');
  if (key.isRevoked) return;
  await revoke(trx, deps, keyId, revocation);
  await notify(trx, deps, { kind: 'key-revoked', userId, client, keyId, label: key.label });
}

/** Revokes every key of the account in one transaction: all or none. @returns the key IDs that this call ended */
export async function revokeAllKeys(deps: Deps, revocation: Revocation): Promise<string[]> {
  const { userId, client } = revocation;
  const ended = await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, userId);
    const keyIds = await revokeKeysOf(trx, deps, revocation);
    const { length: keys } = keyIds;
    if (keys > 0) await notify(trx, deps, { kind: 'keys-revoked', userId, client, keys });
    return keyIds;
  });
  deps.nudgeRelay();
  return ended;
}

/**
 * The same in the transaction of a greater change, which tells the owner of it. The caller holds the user's lock,
 * as a confirmation does: a key that is being made is either made before, or not yet.
 */
export async function revokeKeysOf(
  trx: DatabaseTransaction,
  deps: Deps,
  revocation: Revocation,
): Promise<string[]> {
  const ended: string[] = [];
  for (const keyId of await listUnrevokedKeyIds(trx, revocation.userId)) {
    const key = await lockKey(trx, keyId);
    if (key === null || key.isRevoked) continue;
    await revoke(trx, deps, keyId, revocation);
    ended.push(keyId);
  }
  return ended;
}

async function revoke(
  trx: DatabaseTransaction,
  deps: Deps,
  keyId: string,
  { userId, reason, client }: Revocation,
): Promise<void> {
  const { label } = await writeKeyVersion(trx, deps, { keyId, change: { revocation: { reason } } });
  // Whoever revokes a key does not expect another one in its place.
  await cancelOpenCreations(trx, { userId, replacedKeyId: keyId, client, reason: 'replaced-key-revoked' });
  const details = { label, reason };
  await insertAuditEvent(trx, { userId, type: 'key-revoked', client, subject: keyId, details });
}
