import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import type { ApiKeyRow } from './api-key.ts';
import { findKey, listUnrevokedKeyIds, lockKey } from './api-key-store.ts';
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
  return inTransaction(deps.db, async (trx) => {
    const key = await lockKey(trx, keyId);
    if (key === null || key.userId !== userId) throw new Refusal('not-found');
    if (!key.isRevoked) await revoke(trx, deps, keyId, revocation);
    const revoked = await findKey(trx, { userId, keyId });
    if (revoked === null) throw new Error('a revoked key has vanished');
    return revoked;
  });
}

/** Revokes every key of the account in one transaction: all or none. @returns the key IDs that this call ended */
export async function revokeAllKeys(deps: Deps, revocation: Revocation): Promise<string[]> {
  return inTransaction(deps.db, async (trx) => {
    // A confirmation holds this lock, too: a key that is being made is either made before, or not yet.
    await lockUser(trx, revocation.userId);
    const ended: string[] = [];
    for (const keyId of await listUnrevokedKeyIds(trx, revocation.userId)) {
      const key = await lockKey(trx, keyId);
      if (key === null || key.isRevoked) continue;
      await revoke(trx, deps, keyId, revocation);
      ended.push(keyId);
    }
    return ended;
  });
}

async function revoke(
  trx: DatabaseTransaction,
  deps: Deps,
  keyId: string,
  { userId, reason, client }: Revocation,
): Promise<void> {
  const { label } = await writeKeyVersion(trx, deps, { keyId, change: { revocation: { reason } } });
  const details = { label, reason };
  await insertAuditEvent(trx, { userId, type: 'key-revoked', client, subject: keyId, details });
}
