import type { DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { LIMITS } from '../limits.ts';

type Browser = { readonly userId: string; readonly browserDigest: Buffer };

/**
 * What is known of a sign-in before its session is written: whether it is the user's first at all, and whether they
 * signed in in this browser before, as long as its binding cookie lives. The security history answers the first:
 * sessions of long ago are cleared away, and who comes back after them is no newcomer.
 */
export async function recogniseSignIn(
  trx: DatabaseTransaction,
  { userId, browserDigest }: { userId: string; browserDigest: Buffer | null },
): Promise<{ isFirst: boolean; isKnownBrowser: boolean }> {
  const { rows } = await sql<{ isFirst: boolean; isKnownBrowser: boolean }>`
    select not exists (select from audit_events where user_id = ${userId} and type = 'signed-in') as "isFirst",
           exists (select from sign_in_browsers
                   where user_id = ${userId} and browser_digest = ${browserDigest}
                     and last_sign_in_at > now() - interval '1 year') as "isKnownBrowser"`.execute(trx);
  return rows[0] ?? { isFirst: false, isKnownBrowser: false };
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
