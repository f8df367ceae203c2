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
