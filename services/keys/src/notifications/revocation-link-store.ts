import type { DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';

/** Writes down a new link and forgets those of the user that have expired. @returns when it expires */
export async function insertRevocationLink(
  trx: DatabaseTransaction,
  { userId, tokenDigest, validSeconds }: { userId: string; tokenDigest: Buffer; validSeconds: number },
): Promise<Date> {
  await trx
    .deleteFrom('revocation_links')
    .where('user_id', '=', userId)
    .where('expires_at', '<=', sql<Date>`now()`)
    .execute();
  const { expires_at } = await trx
    .insertInto('revocation_links')
    .values({
      token_digest: tokenDigest,
      user_id: userId,
      expires_at: sql<Date>`now() + make_interval(secs => ${validSeconds})`,
      redeemed_at: null,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** Whose link it is, used before or not; `null` when it is unknown or has expired. */
export async function findLiveLink(trx: DatabaseTransaction, tokenDigest: Buffer): Promise<string | null> {
  const row = await trx
    .selectFrom('revocation_links')
    .select('user_id')
    .where('token_digest', '=', tokenDigest)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.user_id ?? null;
}

/** True for the one call that uses the link up. */
export async function redeemLink(trx: DatabaseTransaction, tokenDigest: Buffer): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('revocation_links')
    .set({ redeemed_at: sql<Date>`now()` })
    .where('token_digest', '=', tokenDigest)
    .where('redeemed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
