import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';

/** A browser on its way to the identity provider and back. */
export type OutsideExchange = {
  readonly tokenDigest: Buffer;
  /** Only this browser may finish it. */
  readonly browserDigest: Buffer;
  /** The session that asked to link the identity to its user; `null`: a sign-in. */
  readonly linkingSessionId: string | null;
  readonly returnPath: string;
};

/** Also clears away what has expired, so that exchanges that nobody finishes do not pile up. */
export async function insertExchange(
  db: Database,
  { tokenDigest, browserDigest, linkingSessionId, returnPath }: OutsideExchange,
  validSeconds: number,
): Promise<{ expiresAt: Date }> {
  await db.deleteFrom('outside_exchanges').where('expires_at', '<', sql<Date>`now()`).execute();
  const { expires_at } = await db
    .insertInto('outside_exchanges')
    .values({
      token_digest: tokenDigest,
      browser_digest: browserDigest,
      linking_session_id: linkingSessionId,
      return_path: returnPath,
      expires_at: sql<Date>`now() + make_interval(secs => ${validSeconds})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return { expiresAt: expires_at };
}

/** Uses the exchange up; `null` when it is unknown, another browser's, expired or used. */
export async function takeExchange(
  trx: DatabaseTransaction,
  { tokenDigest, browserDigest }: Pick<OutsideExchange, 'tokenDigest' | 'browserDigest'>,
): Promise<OutsideExchange | null> {
  const row = await trx
    .deleteFrom('outside_exchanges')
    .where('token_digest', '=', tokenDigest)
    .where('browser_digest', '=', browserDigest)
    .where('expires_at', '>', sql<Date>`now()`)
    .returningAll()
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    tokenDigest: row.token_digest,
    browserDigest: row.browser_digest,
    linkingSessionId: row.linking_session_id,
    returnPath: row.return_path,
  };
}
