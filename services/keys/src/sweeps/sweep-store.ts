import type { DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { LIMITS } from '../limits.ts';

/**
 * Deletes rows of a table that nothing needs any more, at most `limit`, by the database's clock. Rows that somebody
 * holds are passed over: another instance sweeps, too, and a request in progress comes first.
 *
 * @returns how many
 */
export type Sweep = (trx: DatabaseTransaction, limit: number) => Promise<number>;

const daysAgo = (days: number) => sql<Date>`now() - make_interval(days => ${days})`;

/** Sessions that ended and that no key creation names. An ended one has its last moment within its lifetime, too. */
export const sweepSessions: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('sessions').where('id', 'in', (query) =>
      query
        .selectFrom('sessions')
        .select('sessions.id')
        .where('sessions.expires_at', '<', daysAgo(LIMITS.endedSessionDays))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('key_creations')
                .select('key_creations.id')
                .whereRef('key_creations.session_id', '=', 'sessions.id'),
            ),
          ),
        )
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    ),
  );

/** Edits that waited for a confirmation and are over, however: what they changed is in the security history. */
export const sweepKeyEdits: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('key_edits').where('id', 'in', (query) =>
      query
        .selectFrom('key_edits')
        .select('key_edits.id')
        .where('key_edits.expires_at', '<', daysAgo(LIMITS.endedCreationDays))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox_messages')
                .select('outbox_messages.id')
                .whereRef('outbox_messages.edit_id', '=', 'key_edits.id'),
            ),
          ),
        )
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    ),
  );

/** Key creations that made no key; those that did stay with it. */
export const sweepKeyCreations: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('key_creations').where('id', 'in', (query) =>
      query
        .selectFrom('key_creations')
        .select('key_creations.id')
        .where('key_creations.key_id', 'is', null)
        .where('key_creations.expires_at', '<', daysAgo(LIMITS.endedCreationDays))
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox_messages')
                .select('outbox_messages.id')
                .whereRef('outbox_messages.creation_id', '=', 'key_creations.id'),
            ),
          ),
        )
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    ),
  );

/** Mails that were sent or given up. */
export const sweepOutboxMessages = (trx: DatabaseTransaction, limit: number): Promise<number> =>
  count(
    trx
      .deleteFrom('outbox_messages')
      .where('id', 'in', (query) =>
        query
          .selectFrom('outbox_messages')
          .select('id')
          .where('state', '<>', 'pending')
          .where('created_at', '<', daysAgo(LIMITS.outboxDays))
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      ),
  );

export const sweepPasswordResets: Sweep = (trx, limit) => sweepByUser(trx, 'password_resets', limit);
export const sweepEmailChanges: Sweep = (trx, limit) => sweepByUser(trx, 'email_changes', limit);

/** Links past their time. Those that verify an address stay as long as its account may wait for them. */
const sweepByUser = (
  trx: DatabaseTransaction,
  table: 'password_resets' | 'email_changes',
  limit: number,
): Promise<number> =>
  count(
    trx
      .deleteFrom(table)
      .where('user_id', 'in', (query) =>
        query
          .selectFrom(table)
          .select('user_id')
          .where('expires_at', '<', sql<Date>`now()`)
          .limit(limit)
          .forUpdate()
          .skipLocked(),
      ),
  );

/** Counts of days that are over. */
export const sweepSecondFactorAttempts: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('second_factor_attempts').where(sql<boolean>`(user_id, bucket, day) in (
        select user_id, bucket, day from second_factor_attempts
        where day < (now() at time zone 'utc')::date - 1 limit ${limit} for update skip locked)`),
  );

export const sweepAddressBudgets: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('address_budgets').where(sql<boolean>`(address_digest, budget, window_start) in (
        select address_digest, budget, window_start from address_budgets
        where window_start < now() - interval '2 days' limit ${limit} for update skip locked)`),
  );

/** Challenges and journeys to an identity provider, past their time. */
export const sweepWebauthnChallenges: Sweep = (trx, limit) =>
  count(trx.deleteFrom('webauthn_challenges').where(overdue('webauthn_challenges', 'id', limit)));

export const sweepOutsideExchanges: Sweep = (trx, limit) =>
  count(trx.deleteFrom('outside_exchanges').where(overdue('outside_exchanges', 'token_digest', limit)));

export const sweepRevocationLinks: Sweep = (trx, limit) =>
  count(trx.deleteFrom('revocation_links').where(overdue('revocation_links', 'token_digest', limit)));

/** In the order of their keys, so that two sweeps never wait for each other: locking them would take more rights. */
const overdue = (table: string, key: string, limit: number) =>
  sql<boolean>`${sql.ref(key)} in (select ${sql.ref(key)} from ${sql.table(table)}
    where expires_at < now() order by ${sql.ref(key)} limit ${limit})`;

/** Browsers whose binding cookie has ended. */
export const sweepKnownBrowsers: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('known_browsers').where(sql<boolean>`(user_id, browser_digest) in (
        select user_id, browser_digest from known_browsers
        where second_factor_at < now() - interval '1 year' limit ${limit} for update skip locked)`),
  );

export const sweepSignInBrowsers: Sweep = (trx, limit) =>
  count(
    trx.deleteFrom('sign_in_browsers').where(sql<boolean>`(user_id, browser_digest) in (
        select user_id, browser_digest from sign_in_browsers
        where last_sign_in_at < now() - interval '1 year' limit ${limit} for update skip locked)`),
  );

/** Decoys last as long as an account that was never verified (users/user-store.ts), so that nobody tells the two apart. */
export async function sweepDecoys(trx: DatabaseTransaction, limit: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ decoy_password_hash: null, decoy_expires_at: null })
    .where('id', 'in', (query) =>
      query
        .selectFrom('users')
        .select('id')
        .where('decoy_password_hash', 'is not', null)
        .where('decoy_expires_at', '<', daysAgo(LIMITS.unverifiedAccountDays))
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Users who registered, got a link, and never used it: locked, to be closed. */
export async function lockNeverVerified(trx: DatabaseTransaction, limit: number): Promise<string[]> {
  const rows = await trx
    .selectFrom('users')
    .innerJoin('email_verifications', 'email_verifications.user_id', 'users.id')
    .select('users.id')
    .where('users.email_verified_at', 'is', null)
    .where('users.closed_at', 'is', null)
    .where('email_verifications.expires_at', '<', daysAgo(LIMITS.unverifiedAccountDays))
    .limit(limit)
    .forNoKeyUpdate('users')
    .skipLocked()
    .execute();
  return rows.map(({ id }) => id);
}

async function count(statement: {
  executeTakeFirst(): Promise<{ numDeletedRows: bigint } | undefined>;
}): Promise<number> {
  return Number((await statement.executeTakeFirst())?.numDeletedRows ?? 0n);
}
