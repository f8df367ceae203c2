import type { Database, DatabaseTransaction, KeyEditTable } from '@countersign/database';
import type { Permission } from '@countersign/permissions';
import { type Selectable, sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { KeyEdit } from './key-edit.ts';
import type { KeyEditState } from './states.ts';

/** Time is judged wherever an edit is read, so that no sweep has to have run for an overdue one to be refused. */
const CURRENT_STATE = sql<KeyEditState>`case
  when state = 'awaiting_confirmation' and expires_at <= now() then 'expired' else state end`;

const select = (db: Database, id: string) =>
  db.selectFrom('key_edits').selectAll().select(CURRENT_STATE.as('current_state')).where('id', '=', id);

export async function findKeyEdit(db: Database, id: string): Promise<KeyEdit | null> {
  return toKeyEdit(await select(db, id).executeTakeFirst());
}

/** The edit with its row locked, so that steps of one edit take turns. */
export async function lockKeyEdit(trx: DatabaseTransaction, id: string): Promise<KeyEdit | null> {
  return toKeyEdit(await select(trx, id).forNoKeyUpdate().executeTakeFirst());
}

export type NewKeyEdit = Omit<KeyEdit, 'state' | 'confirmationMails' | 'expiresAt' | 'createdAt'> & {
  /** When the key ends as it is now, and so the edit: an expired key is not brought back. */
  readonly keyExpiresAt: Date | null;
};

/** It ends after half an hour, or when the key ends, be it with the edit or without. */
export async function insertKeyEdit(trx: DatabaseTransaction, edit: NewKeyEdit): Promise<void> {
  const { settings } = edit;
  await trx
    .insertInto('key_edits')
    .values({
      id: edit.id,
      user_id: edit.userId,
      key_id: edit.keyId,
      key_version: edit.keyVersion,
      browser_digest: edit.browserDigest,
      state: 'awaiting_confirmation',
      label: settings.label,
      permissions: [...settings.permissions],
      ip_allowlist: settings.ipAllowlist === null ? null : [...settings.ipAllowlist],
      key_expires_at: settings.expiresAt,
      approval_digest: edit.approvalDigest,
      confirmation_token_digest: edit.confirmationTokenDigest,
      expires_at: sql<Date>`least(now() + make_interval(secs => ${LIMITS.editSeconds}),
                                  ${settings.expiresAt}::timestamptz, ${edit.keyExpiresAt}::timestamptz)`,
    })
    .execute();
}

type Move = {
  readonly id: string;
  readonly from: KeyEditState;
  readonly to: KeyEditState;
  readonly set?: { readonly confirmationMails: number };
};

/**
 * The only way in which one edit's state changes: a compare-and-set.
 *
 * @throws Refusal `edit-outdated` when another request was faster
 */
export async function moveKeyEdit(trx: DatabaseTransaction, { id, from, to, set }: Move): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('key_edits')
    .set({ state: to, ...(set !== undefined && { confirmation_mails: set.confirmationMails }) })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('edit-outdated', { reason: 'lost the race' });
}

/** Ends every open edit, of one key or of all of the user's: the same compare-and-set for all. @returns their ids */
export async function endOpenKeyEdits(
  trx: DatabaseTransaction,
  { userId, keyId, to }: { userId: string; keyId: string | null; to: 'outdated' | 'cancelled' },
): Promise<string[]> {
  const rows = await trx
    .updateTable('key_edits')
    .set({ state: to })
    .where('user_id', '=', userId)
    .where('state', '=', 'awaiting_confirmation')
    .where('expires_at', '>', sql<Date>`now()`)
    .$if(keyId !== null, (query) => query.where('key_id', '=', keyId ?? ''))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

export type KeyEditQuery = {
  readonly userId: string;
  readonly keyId: string | null;
  /** The last edit of the page before. */
  readonly after: string | null;
  readonly limit: number;
};

/** Edits of a user, newest first. The edit named by `after` is itself the cursor, so no time is ever rounded. */
export async function listKeyEdits(
  db: Database,
  { userId, keyId, after, limit }: KeyEditQuery,
): Promise<KeyEdit[]> {
  const rows = await db
    .selectFrom('key_edits')
    .selectAll()
    .select(CURRENT_STATE.as('current_state'))
    .where('user_id', '=', userId)
    .$if(keyId !== null, (query) => query.where('key_id', '=', keyId ?? ''))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(created_at, id) < (
          select created_at, id from key_edits where id = ${after} and user_id = ${userId})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => toKeyEdit(row)).filter((edit) => edit !== null);
}

type Row = Selectable<KeyEditTable> & { current_state: KeyEditState };

function toKeyEdit(row: Row | undefined): KeyEdit | null {
  if (row === undefined) return null;
  return {
    id: row.id,
    userId: row.user_id,
    keyId: row.key_id,
    keyVersion: row.key_version,
    browserDigest: row.browser_digest,
    state: row.current_state,
    settings: {
      label: row.label,
      permissions: row.permissions as Permission[],
      ipAllowlist: row.ip_allowlist,
      expiresAt: row.key_expires_at,
    },
    approvalDigest: row.approval_digest,
    confirmationTokenDigest: row.confirmation_token_digest,
    confirmationMails: row.confirmation_mails,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  };
}
