import type { DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { LIMITS } from '../limits.ts';

type Browser = { readonly userId: string; readonly browserDigest: Buffer };

/** The user signed in in this browser before; it counts for as long as its binding cookie lives. */
export async function isSignInBrowser(
  trx: DatabaseTransaction,
  { userId, browserDigest }: Browser,
): Promise<boolean> {
  const row = await trx
    .selectFrom('sign_in_browsers')
    .select('user_id')
    .where('user_id', '=', userId)
    .where('browser_digest', '=', browserDigest)
    .where('last_sign_in_at', '>', sql<Date>`now() - interval '1 year'`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Remembers the browser, and forgets the one that was not used for longest when there are too many. */
export async function rememberSignInBrowser(
  trx: DatabaseTransaction,
  { userId, browserDigest }: Browser,
): Promise<void> {
  const now = sql<Date>`now()`;
  await trx
    .insertInto('sign_in_browsers')
    .values({ user_id: userId, browser_digest: browserDigest, last_sign_in_at: now })
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'browser_digest']).doUpdateSet({ last_sign_in_at: now }),
    )
    .execute();
  await trx
    .deleteFrom('sign_in_browsers')
    .where('user_id', '=', userId)
    .where('browser_digest', 'in', (query) =>
      query
        .selectFrom('sign_in_browsers')
        .select('browser_digest')
        .where('user_id', '=', userId)
        .orderBy('last_sign_in_at', 'desc')
        .orderBy('browser_digest')
        .offset(LIMITS.signInBrowsersPerUser),
    )
    .execute();
}

/** No session of the user was ever opened. */
export async function isFirstSignIn(trx: DatabaseTransaction, userId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('sessions')
    .select('id')
    .where('user_id', '=', userId)
    .limit(1)
    .executeTakeFirst();
  return row === undefined;
}
