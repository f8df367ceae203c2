import type { Database, DatabaseTransaction } from '@countersign/database';
import type { NoticeKind } from '@countersign/outbox';
import { sql } from 'kysely';

/** Where notices go: the account's address once it is verified. Mail to any other could reach a stranger. */
export async function findNoticeAddress(db: Database, userId: string): Promise<string | null> {
  const row = await db
    .selectFrom('users')
    .select('email')
    .where('id', '=', userId)
    .where('email_verified_at', 'is not', null)
    .executeTakeFirst();
  return row?.email ?? null;
}

/**
 * Counts a notice unless the hour (of the clock, in UTC) has had as many as it may. Calls at the same time take
 * turns on the row.
 *
 * @returns false when it is one too many
 */
export async function countNotice(
  trx: DatabaseTransaction,
  { userId, kind, perHour }: { userId: string; kind: NoticeKind; perHour: number },
): Promise<boolean> {
  const hour = sql<Date>`date_trunc('hour', now(), 'UTC')`;
  const row = await trx
    .insertInto('notice_counts')
    .values({ user_id: userId, kind, hour, notices: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'kind'])
        .doUpdateSet({
          hour: sql`excluded.hour`,
          notices: sql`case when notice_counts.hour = excluded.hour then notice_counts.notices + 1 else 1 end`,
        })
        .where(sql<boolean>`notice_counts.hour <> excluded.hour or notice_counts.notices < ${perHour}`),
    )
    .returning('notices')
    .executeTakeFirst();
  return row !== undefined;
}

/** What the user chose for one kind of notice; `null` if nothing. */
export async function findPreference(
  db: Database,
  { userId, kind }: { userId: string; kind: NoticeKind },
): Promise<boolean | null> {
  const row = await db
    .selectFrom('notification_preferences')
    .select('is_enabled')
    .where('user_id', '=', userId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.is_enabled ?? null;
}

/** Everything that the user chose, by kind. */
export async function listPreferences(db: Database, userId: string): Promise<Map<string, boolean>> {
  const rows = await db
    .selectFrom('notification_preferences')
    .select(['kind', 'is_enabled'])
    .where('user_id', '=', userId)
    .execute();
  return new Map(rows.map(({ kind, is_enabled }) => [kind, is_enabled]));
}

export async function upsertPreference(
  trx: DatabaseTransaction,
  { userId, kind, isEnabled }: { userId: string; kind: NoticeKind; isEnabled: boolean },
): Promise<void> {
  await trx
    .insertInto('notification_preferences')
    .values({ user_id: userId, kind, is_enabled: isEnabled })
    .onConflict((conflict) => conflict.columns(['user_id', 'kind']).doUpdateSet({ is_enabled: isEnabled }))
    .execute();
}
