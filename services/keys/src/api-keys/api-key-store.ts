import type { ApiKeyTable, Database, DatabaseTransaction } from '@countersign/database';
import type { SealedValue, SignedKeyRecord } from '@countersign/sealing';
import { type Selectable, sql } from 'kysely';
import type { StoredKey } from './stored-key.ts';

export type NewKey = {
  readonly creationId: string;
  /** The key whose place it takes. */
  readonly replaces: string | null;
  readonly signed: SignedKeyRecord;
  readonly sealed: SealedValue;
};

/** Writes a new key: the owner's view, the signed record with the sealed verifier, and the state row. */
export async function insertKey(
  trx: DatabaseTransaction,
  key: StoredKey,
  { creationId, replaces, signed, sealed }: NewKey,
): Promise<void> {
  await trx
    .insertInto('api_keys')
    .values({ key_id: key.keyId, user_id: key.userId, creation_id: creationId, replaces, ...columns(key) })
    .execute();
  await trx
    .insertInto('key_records')
    .values({ key_id: key.keyId, ...recordColumns(signed), ...verifierColumns(sealed) })
    .execute();
  await trx
    .insertInto('key_states')
    .values({ key_id: key.keyId, status: 'active', version: key.version })
    .execute();
}

/** The key as its record is made from, of whatever account. */
export async function findStoredKey(db: Database, keyId: string): Promise<StoredKey | null> {
  const row = await db.selectFrom('api_keys').selectAll().where('key_id', '=', keyId).executeTakeFirst();
  return row === undefined ? null : toStoredKey(row);
}

/**
 * The key with its row locked: changes of one key take turns. Whoever changes several keys locks them in the
 * order of their ids.
 */
export async function lockKey(trx: DatabaseTransaction, keyId: string): Promise<StoredKey | null> {
  const row = await trx
    .selectFrom('api_keys')
    .selectAll()
    .where('key_id', '=', keyId)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toStoredKey(row);
}

export async function updateKey(
  trx: DatabaseTransaction,
  key: StoredKey,
  { signed, sealed }: { signed: SignedKeyRecord; sealed: SealedValue | null },
): Promise<void> {
  await trx.updateTable('api_keys').set(columns(key)).where('key_id', '=', key.keyId).execute();
  await trx
    .updateTable('key_records')
    .set({ ...recordColumns(signed), ...(sealed !== null && verifierColumns(sealed)) })
    .where('key_id', '=', key.keyId)
    .execute();
}

/**
 * Puts the new version in force on every gateway, from the commit on. Last in its transaction: from here to the
 * commit, gateways wait.
 *
 * @returns false, and nothing was changed, if the row is not as expected
 */
export async function moveKeyState(
  trx: DatabaseTransaction,
  { keyId, version, isRevoked }: StoredKey,
  { onlyIfUnused }: { onlyIfUnused: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('key_states')
    .set({ version, status: isRevoked ? 'revoked' : 'active' })
    .where('key_id', '=', keyId)
    .where('version', '=', version - 1)
    .where('status', '=', 'active')
    .$if(onlyIfUnused, (query) => query.where('last_nonce', '=', '0'))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Keys of a user that still work, but for one. The caller holds the user's lock. */
export async function countActiveKeys(
  trx: DatabaseTransaction,
  { userId, replacedKeyId }: { userId: string; replacedKeyId: string | null },
): Promise<number> {
  const { keys } = await trx
    .selectFrom('api_keys')
    .select(({ fn }) => fn.countAll<string>().as('keys'))
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .$if(replacedKeyId !== null, (query) => query.where('key_id', '<>', replacedKeyId ?? ''))
    .executeTakeFirstOrThrow();
  return Number(keys);
}

/** All keys that were not revoked, expired ones included, in the order of their ids. The caller holds the user's lock. */
export async function listUnrevokedKeyIds(trx: DatabaseTransaction, userId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('api_keys')
    .select('key_id')
    .where('user_id', '=', userId)
    .where('revoked_at', 'is', null)
    .orderBy('key_id')
    .execute();
  return rows.map(({ key_id }) => key_id);
}

const columns = (key: StoredKey) => ({
  label: key.label,
  permissions: [...key.permissions],
  ip_allowlist: key.ipAllowlist === null ? null : [...key.ipAllowlist],
  expires_at: key.expiresAt,
  version: key.version,
  verifier_generation: key.verifierGeneration,
  verifier_digest: key.verifierDigest,
  revoked_at: key.isRevoked ? sql<Date>`now()` : null,
  revocation_reason: key.revocationReason,
});

const recordColumns = ({ record, signingKeyId, signature }: SignedKeyRecord) => ({
  record,
  signing_key_id: signingKeyId,
  signature,
});

const verifierColumns = ({ kekId, sealed }: SealedValue) => ({ kek_id: kekId, sealed_verifier: sealed });

function toStoredKey(row: Selectable<ApiKeyTable>): StoredKey {
  return {
    keyId: row.key_id,
    userId: row.user_id,
    label: row.label,
    permissions: row.permissions,
    ipAllowlist: row.ip_allowlist,
    expiresAt: row.expires_at,
    version: row.version,
    verifierGeneration: row.verifier_generation,
    verifierDigest: row.verifier_digest,
    isRevoked: row.revoked_at !== null,
    revocationReason: row.revocation_reason,
  };
}
