import { type Database, type DatabaseTransaction, inTransaction } from '@countersign/database';
import { sql } from 'kysely';
import type { Pool } from 'pg';
import type { SignedTokenRecord, TokenRecord } from './token-record.ts';

/** A token as its row says, with the state row of its key, both of one moment. */
export type StoredToken = SignedTokenRecord & {
  readonly isUnexpired: boolean;
  /** `null` if the key has no state row. */
  readonly keyStatus: 'active' | 'revoked' | null;
  readonly currentVersion: number | null;
};

const READ_TOKENS = `
  select t.digest, t.key_id as "keyId", t.key_version as "keyVersion", t.permissions, t.expires_at as "expiresAt",
         t.signing_key_id as "signingKeyId", t.signature, t.expires_at > clock_timestamp() as "isUnexpired",
         s.status as "keyStatus", s.version as "currentVersion"
  from scoped_tokens t left join key_states s using (key_id)
  where t.digest = any($1::bytea[])`;

/** @param digests in hex, by which the answer is found again */
export async function readTokens(pool: Pool, digests: readonly string[]): Promise<Map<string, StoredToken>> {
  const { rows } = await pool.query<StoredToken>({
    name: 'read-tokens',
    text: READ_TOKENS,
    values: [digests.map((digest) => Buffer.from(digest, 'hex'))],
  });
  return new Map(rows.map((row) => [row.digest.toString('hex'), row]));
}

export type NewToken = {
  readonly keyId: string;
  readonly ttlSeconds: number;
  /** When the key itself expires; no token outlives it. `null` never. */
  readonly notAfter: string | null;
  readonly maxLive: number;
  /** Makes the record for an expiry by the database's clock. Pure: may be called again. */
  sign(expiresAt: Date): SignedTokenRecord;
};

/** Stores a token. @returns false if the key has as many live ones as it may */
export function insertToken(db: Database, token: NewToken): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    // Of the same key one after the other, or two could each count one too few. Nonces of the key are not held up.
    await sql`select pg_advisory_xact_lock(hashtextextended(${token.keyId}, 14))`.execute(trx);
    const { rows } = await sql<{ all: number; live: number; now: Date; expires_at: Date }>`
      select count(*)::int as all, count(*) filter (where expires_at > clock_timestamp())::int as live,
             clock_timestamp() as now,
             least(clock_timestamp() + make_interval(secs => ${token.ttlSeconds}),
                   ${token.notAfter}::timestamptz) as expires_at
      from scoped_tokens where key_id = ${token.keyId}`.execute(trx);
    const [counted] = rows;
    if (counted === undefined || counted.live >= token.maxLive) return false;
    // The sweep comes later; until then nobody fills the table with tokens that live for a second.
    if (counted.all >= token.maxLive) await deleteEnded(trx, token.keyId);
    const record = token.sign(counted.expires_at);
    await trx.insertInto('scoped_tokens').values(asRow(record, counted.now)).execute();
    return true;
  });
}

const deleteEnded = (trx: DatabaseTransaction, keyId: string) =>
  trx
    .deleteFrom('scoped_tokens')
    .where('key_id', '=', keyId)
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .execute();

const asRow = (record: SignedTokenRecord, createdAt: Date) => ({
  digest: record.digest,
  key_id: record.keyId,
  key_version: record.keyVersion,
  permissions: [...record.permissions],
  created_at: createdAt,
  expires_at: record.expiresAt,
  signing_key_id: record.signingKeyId,
  signature: record.signature,
});

/** @returns false if the key has no such token */
export async function deleteToken(
  db: Database,
  { digest, keyId }: Pick<TokenRecord, 'digest' | 'keyId'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('scoped_tokens')
    .where('digest', '=', digest)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Deletes tokens that ended a while ago, at most `limit`. @returns how many */
export function sweepTokens(db: Database, limit: number, keptSeconds: number): Promise<number> {
  // Begun anew should two sweeps stand in each other's way: locking the rows in order would take more rights.
  return inTransaction(db, async (trx) => {
    const ended = trx
      .selectFrom('scoped_tokens')
      .select('digest')
      .where('expires_at', '<', sql<Date>`clock_timestamp() - make_interval(secs => ${keptSeconds})`)
      .orderBy('expires_at')
      .limit(limit);
    const { numDeletedRows } = await trx
      .deleteFrom('scoped_tokens')
      .where('digest', 'in', ended)
      .executeTakeFirst();
    return Number(numDeletedRows);
  });
}

/** When and from where a key was last used through a token. */
export type TokenUse = { readonly keyId: string; readonly ip: string; readonly agoMs: number };

/**
 * Whoever has a row locked is consuming a nonce or changing the key: nobody is held up, nor waited for, so that there is
 * nothing to lock each other out with.
 */
const NOTE_USES = {
  name: 'note-token-uses',
  text: `
with b as (
  select key_id, ip, clock_timestamp() - ago_ms * interval '1 millisecond' as at
  from unnest($1::text[], $2::text[], $3::float8[]) as b(key_id, ip, ago_ms)),
l as materialized (
  select s.key_id, b.ip, b.at from key_states s join b using (key_id)
  order by s.key_id for no key update of s skip locked),
u as (
  update key_states s set last_used_at = l.at, last_used_ip = l.ip from l
  where s.key_id = l.key_id and (s.last_used_at is null or s.last_used_at < l.at))
select key_id from b where key_id not in (select key_id from l)`,
};

/** @returns the keys whose row was locked */
export async function noteTokenUses(pool: Pool, uses: readonly TokenUse[]): Promise<string[]> {
  const { rows } = await pool.query<{ key_id: string }>({
    ...NOTE_USES,
    values: [uses.map(({ keyId }) => keyId), uses.map(({ ip }) => ip), uses.map(({ agoMs }) => agoMs)],
  });
  return rows.map((row) => row.key_id);
}
