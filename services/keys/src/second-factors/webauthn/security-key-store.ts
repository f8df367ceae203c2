import type { Database, DatabaseTransaction, SecurityKeyTable } from '@countersign/database';
import { type Selectable, sql } from 'kysely';
import { knownTransports, type Transport } from './transports.ts';

/** A registered WebAuthn credential. */
export type SecurityKey = {
  readonly factorId: string;
  readonly userId: string;
  readonly label: string;
  /** The credential ID. */
  readonly id: Buffer;
  /** COSE_Key. */
  readonly publicKey: Buffer;
  readonly signatureCounter: number;
  readonly transports: readonly Transport[];
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** All of the account: they are few (`securityKeysPerUser`). Newest first. */
export async function listSecurityKeys(db: Database, userId: string): Promise<SecurityKey[]> {
  const rows = await db
    .selectFrom('security_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toSecurityKey);
}

/** The user's own credential of this id: an assertion by anybody else's is by none (KS-20). */
export async function findCredential(
  db: Database,
  { userId, id }: { userId: string; id: Buffer },
): Promise<SecurityKey | null> {
  const row = await db
    .selectFrom('security_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .where('credential_id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : toSecurityKey(row);
}

function toSecurityKey(row: Selectable<SecurityKeyTable>): SecurityKey {
  return {
    factorId: row.id,
    userId: row.user_id,
    label: row.label,
    id: row.credential_id,
    publicKey: row.public_key,
    signatureCounter: Number(row.signature_counter),
    transports: knownTransports(row.transports),
    backupEligible: row.is_backup_eligible,
    backedUp: row.is_backed_up,
    userVerified: row.is_user_verified,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

/**
 * Notes a use, if the counter has gone on since the last one (WebAuthn Level 3 §6.1.1): an authenticator that counts
 * always counts up, one that does not count says 0 for ever. False: it went back, there may be a copy.
 */
export async function advanceCounter(
  trx: DatabaseTransaction,
  { factorId, signatureCounter, backedUp }: Pick<SecurityKey, 'factorId' | 'signatureCounter' | 'backedUp'>,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('security_keys')
    .set({ signature_counter: signatureCounter, is_backed_up: backedUp, last_used_at: sql<Date>`now()` })
    .where('id', '=', factorId)
    .where(({ eb, and, or }) =>
      or([
        eb('signature_counter', '<', String(signatureCounter)),
        and([eb('signature_counter', '=', '0'), eb(sql`${signatureCounter}::bigint`, '=', 0)]),
      ]),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function findSecurityKey(
  db: Database,
  { userId, factorId }: { userId: string; factorId: string },
): Promise<SecurityKey | null> {
  const row = await db
    .selectFrom('security_keys')
    .selectAll()
    .where('user_id', '=', userId)
    .where('id', '=', factorId)
    .executeTakeFirst();
  return row === undefined ? null : toSecurityKey(row);
}

export type NewSecurityKey = Omit<SecurityKey, 'createdAt' | 'lastUsedAt'>;

/** False if the credential is registered already, with this account or another (KS-24). */
export async function insertSecurityKey(trx: DatabaseTransaction, key: NewSecurityKey): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('security_keys')
    .values({
      id: key.factorId,
      user_id: key.userId,
      label: key.label,
      credential_id: key.id,
      public_key: key.publicKey,
      signature_counter: key.signatureCounter,
      transports: [...key.transports],
      is_backup_eligible: key.backupEligible,
      is_backed_up: key.backedUp,
      is_user_verified: key.userVerified,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

type Own = { readonly userId: string; readonly factorId: string };

export async function renameSecurityKey(
  trx: DatabaseTransaction,
  { userId, factorId, label }: Own & { readonly label: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('security_keys')
    .set({ label })
    .where('id', '=', factorId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deleteSecurityKey(
  trx: DatabaseTransaction,
  { userId, factorId }: Own,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('security_keys')
    .where('id', '=', factorId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteSecurityKeys(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('security_keys').where('user_id', '=', userId).execute();
}
