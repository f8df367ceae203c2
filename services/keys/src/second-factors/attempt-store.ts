import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';

/** One reserved attempt, so that a success can give it back. */
export type ReservedAttempt = { readonly userId: string; readonly bucket: string; readonly day: string };

/** The day of the database's clock in UTC: no server's own clock opens a new budget early. */
const TODAY = sql<string>`(now() at time zone 'utc')::date`;

/** Counts an attempt unless the bucket has none left today; the row lock makes concurrent calls take turns. */
export async function countAttempt(
  trx: DatabaseTransaction,
  { userId, bucket, perDay }: { userId: string; bucket: string; perDay: number },
): Promise<ReservedAttempt | null> {
  const row = await trx
    .insertInto('second_factor_attempts')
    .values({ user_id: userId, bucket, day: TODAY, attempts: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'bucket', 'day'])
        .doUpdateSet({ attempts: sql`second_factor_attempts.attempts + 1` })
        .where('second_factor_attempts.attempts', '<', perDay),
    )
    .returning(sql<string>`day::text`.as('day'))
    .executeTakeFirst();
  return row === undefined ? null : { userId, bucket, day: row.day };
}

/** Gives an attempt back: only guesses count against the budget. */
export async function returnAttempt(trx: DatabaseTransaction, attempt: ReservedAttempt): Promise<void> {
  await trx
    .updateTable('second_factor_attempts')
    .set({ attempts: sql`greatest(attempts - 1, 0)` })
    .where('user_id', '=', attempt.userId)
    .where('bucket', '=', attempt.bucket)
    .where('day', '=', attempt.day)
    .execute();
}

/** A browser counts as known for as long as its binding cookie lives. */
export async function isKnownBrowser(
  db: Database,
  { userId, browserDigest }: { userId: string; browserDigest: Buffer },
): Promise<boolean> {
  const row = await db
    .selectFrom('known_browsers')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('browser_digest', '=', browserDigest)
    .where('second_factor_at', '>', sql<Date>`now() - interval '1 year'`)
    .executeTakeFirst();
  return row !== undefined;
}

export async function upsertKnownBrowser(
  trx: DatabaseTransaction,
  { userId, browserDigest }: { userId: string; browserDigest: Buffer },
): Promise<void> {
  const now = sql<Date>`now()`;
  await trx
    .insertInto('known_browsers')
    .values({ user_id: userId, browser_digest: browserDigest, second_factor_at: now })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'browser_digest']).doUpdateSet({ second_factor_at: now }),
    )
    .execute();
}

export async function deleteKnownBrowsers(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('known_browsers').where('user_id', '=', userId).execute();
}
