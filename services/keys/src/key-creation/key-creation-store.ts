import type { Database, DatabaseTransaction, KeyCreationTable } from '@countersign/database';
import type { Permission } from '@countersign/permissions';
import { type Selectable, sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { KeyCreation } from './key-creation.ts';
import type { KeyRequest } from './key-request.ts';
import type { KeyCreationState } from './states.ts';

/**
 * Time is judged wherever a creation is read, so that no sweep has to have run for an overdue one to be refused.
 * A reveal ends with its window or with the key's first use; whoever then changes the key checks the nonce once
 * more, in the statement that does it.
 */
const CURRENT_STATE = sql<KeyCreationState>`case
  when key_creations.state in ('awaiting_second_factor', 'awaiting_confirmation')
       and key_creations.expires_at <= now() then 'expired'
  when key_creations.state = 'revealed'
       and (key_creations.reveal_until <= now() or exists (
         select from key_states where key_states.key_id = key_creations.key_id and key_states.last_nonce > 0))
       then 'completed'
  else key_creations.state end`;

const select = (db: Database, id: string) =>
  db
    .selectFrom('key_creations')
    .selectAll()
    .select(CURRENT_STATE.as('current_state'))
    .where('key_creations.id', '=', id);

export async function findKeyCreation(db: Database, id: string): Promise<KeyCreation | null> {
  return toKeyCreation(await select(db, id).executeTakeFirst());
}

/** The creation with its row locked, so that steps of one creation take turns. */
export async function lockKeyCreation(trx: DatabaseTransaction, id: string): Promise<KeyCreation | null> {
  return toKeyCreation(await select(trx, id).forNoKeyUpdate().executeTakeFirst());
}

/**
 * Creations that could still become a key, locked, in the order of their ids; of `replacedKeyId` only those that
 * would take its place. The caller holds the user's lock.
 */
export async function listOpenCreations(
  trx: DatabaseTransaction,
  { userId, replacedKeyId }: { userId: string; replacedKeyId?: string },
): Promise<{ id: string; state: KeyCreationState }[]> {
  return trx
    .selectFrom('key_creations')
    .select(['id', 'state'])
    .where('user_id', '=', userId)
    .where('state', 'in', ['awaiting_second_factor', 'awaiting_confirmation'])
    .where('expires_at', '>', sql<Date>`now()`)
    .$if(replacedKeyId !== undefined, (query) => query.where('replaces', '=', replacedKeyId ?? ''))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
}

export type NewKeyCreation = Pick<
  KeyCreation,
  'id' | 'userId' | 'sessionId' | 'browserDigest' | 'request' | 'requestDigest'
>;

/** It ends after half an hour, or when the key that it asks for would end. */
export async function insertKeyCreation(
  trx: DatabaseTransaction,
  { id, userId, sessionId, browserDigest, request, requestDigest }: NewKeyCreation,
): Promise<void> {
  await trx
    .insertInto('key_creations')
    .values({
      id,
      user_id: userId,
      session_id: sessionId,
      browser_digest: browserDigest,
      state: 'awaiting_second_factor',
      label: request.label,
      permissions: [...request.permissions],
      ip_allowlist: request.ipAllowlist === null ? null : [...request.ipAllowlist],
      key_expires_at: request.expiresAt,
      replaces: request.replaces?.keyId ?? null,
      old_key_expires_in_seconds: request.replaces?.oldKeyExpiresInSeconds ?? null,
      request_digest: requestDigest,
      expires_at: sql<Date>`least(now() + make_interval(secs => ${LIMITS.creationSeconds}),
                                  ${request.expiresAt}::timestamptz)`,
    })
    .execute();
}

export type Move = {
  readonly id: string;
  readonly from: KeyCreationState;
  readonly to: KeyCreationState;
  readonly set?: {
    readonly sessionId?: string;
    readonly confirmationTokenDigest?: Buffer;
    readonly confirmationMails?: number;
    /** Opens the reveal window. */
    readonly keyId?: string;
  };
};

/**
 * The only way in which a creation's state changes: a compare-and-set.
 *
 * @throws Refusal `creation-state-conflict` when another request was faster
 */
export async function moveKeyCreation(trx: DatabaseTransaction, { id, from, to, set }: Move): Promise<void> {
  const { sessionId, confirmationTokenDigest, confirmationMails, keyId } = set ?? {};
  const { numUpdatedRows } = await trx
    .updateTable('key_creations')
    .set({
      state: to,
      ...(sessionId !== undefined && { session_id: sessionId }),
      ...(confirmationTokenDigest !== undefined && { confirmation_token_digest: confirmationTokenDigest }),
      ...(confirmationMails !== undefined && { confirmation_mails: confirmationMails }),
      ...(keyId !== undefined && {
        key_id: keyId,
        reveal_until: sql<Date>`now() + make_interval(secs => ${LIMITS.revealSeconds})`,
      }),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Refusal('creation-state-conflict', { reason: 'lost the race' });
}

/** Counts a second-factor attempt if one is left and the creation waits for one. @returns its number, or null */
export async function countCreationAttempt(trx: DatabaseTransaction, id: string): Promise<number | null> {
  const row = await trx
    .updateTable('key_creations')
    .set({ second_factor_attempts: sql`second_factor_attempts + 1` })
    .where('id', '=', id)
    .where('state', '=', 'awaiting_second_factor')
    .where('expires_at', '>', sql<Date>`now()`)
    .where('second_factor_attempts', '<', LIMITS.creationAttempts)
    .returning('second_factor_attempts')
    .executeTakeFirst();
  return row?.second_factor_attempts ?? null;
}

export type CreationCounts = {
  /** Not ended yet. */
  readonly open: number;
  readonly lastHour: number;
  /** Until the first of the open ones ends by itself. */
  readonly secondsToEnd: number;
  /** Until the oldest of the last hour is no longer of it. */
  readonly secondsToNext: number;
  /** Confirmation mails of the creations and edits begun within a day. */
  readonly mailsToday: number;
  /** Until the oldest of those is no longer of the day. */
  readonly secondsToMail: number;
};

/** What the limits of an account are compared with. The caller holds the user's lock. */
export async function countCreations(trx: DatabaseTransaction, userId: string): Promise<CreationCounts> {
  const row = await trx
    .selectFrom('key_creations')
    .select([
      sql<string>`count(*) filter (where state in ('awaiting_second_factor', 'awaiting_confirmation')
                                     and expires_at > now())`.as('open'),
      sql<string>`count(*) filter (where created_at > now() - interval '1 hour')`.as('last_hour'),
      sql<string>`coalesce(extract(epoch from min(expires_at) filter (
          where state in ('awaiting_second_factor', 'awaiting_confirmation') and expires_at > now()) - now()), 0)`.as(
        'to_end',
      ),
      sql<string>`coalesce(extract(epoch from min(created_at) filter (
          where created_at > now() - interval '1 hour') + interval '1 hour' - now()), 0)`.as('to_next'),
      sql<string>`coalesce(sum(confirmation_mails), 0) + (
          select coalesce(sum(confirmation_mails), 0) from key_edits
          where key_edits.user_id = ${userId} and key_edits.created_at > now() - interval '1 day')`.as(
        'mails_today',
      ),
      sql<string>`coalesce(extract(epoch from least(min(created_at) filter (where confirmation_mails > 0), (
          select min(created_at) from key_edits
          where key_edits.user_id = ${userId} and key_edits.created_at > now() - interval '1 day'))
          + interval '1 day' - now()), 0)`.as('to_mail'),
    ])
    .where('user_id', '=', userId)
    .where('created_at', '>', sql<Date>`now() - interval '1 day'`)
    .executeTakeFirstOrThrow();
  return {
    open: Number(row.open),
    lastHour: Number(row.last_hour),
    secondsToEnd: Number(row.to_end),
    secondsToNext: Number(row.to_next),
    mailsToday: Number(row.mails_today),
    secondsToMail: Number(row.to_mail),
  };
}

type Row = Selectable<KeyCreationTable> & { current_state: KeyCreationState };

function toKeyCreation(row: Row | undefined): KeyCreation | null {
  if (row === undefined) return null;
  return {
    id: row.id,
    userId: row.user_id,
    sessionId: row.session_id,
    browserDigest: row.browser_digest,
    state: row.current_state,
    request: toRequest(row),
    requestDigest: row.request_digest,
    secondFactorAttempts: row.second_factor_attempts,
    confirmationTokenDigest: row.confirmation_token_digest,
    confirmationMails: row.confirmation_mails,
    keyId: row.key_id,
    revealUntil: row.reveal_until,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
  };
}

function toRequest(row: Row): KeyRequest {
  return {
    label: row.label,
    permissions: row.permissions as Permission[],
    ipAllowlist: row.ip_allowlist,
    expiresAt: row.key_expires_at,
    replaces:
      row.replaces === null
        ? null
        : { keyId: row.replaces, oldKeyExpiresInSeconds: row.old_key_expires_in_seconds ?? 0 },
  };
}
