import type { Assurance, Database, DatabaseTransaction } from '@countersign/database';
import { type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { ClientInfo } from '../http/client-info.ts';
import { LIMITS } from '../limits.ts';
import { HAS_SECOND_FACTOR } from '../second-factors/factor-store.ts';
import type { SessionContext } from './session.ts';

type Sessions = ExpressionBuilder<
  { sessions: { ended_at: Date | null; expires_at: Date; last_seen_at: Date; idle_seconds: number } },
  'sessions'
>;

/** Neither ended, nor past its last moment, nor left alone for too long; by the database's clock. */
const isLive = ({ and, eb }: Sessions) =>
  and([
    eb('sessions.ended_at', 'is', null),
    eb('sessions.expires_at', '>', sql<Date>`now()`),
    sql<SqlBool>`sessions.last_seen_at > now() - make_interval(secs => sessions.idle_seconds)`,
  ]);

/** The live session with this token digest. Notes that it is in use, at most once a minute. */
export async function findLiveSession(db: Database, tokenDigest: Buffer): Promise<SessionContext | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.user_id',
      'sessions.assurance',
      'users.email',
      'users.email_verified_at',
      sql<boolean>`sessions.last_seen_at < now() - make_interval(secs => ${LIMITS.sessionTouchSeconds})`.as(
        'is_touch_due',
      ),
      HAS_SECOND_FACTOR.as('has_second_factor'),
    ])
    .where('sessions.token_digest', '=', tokenDigest)
    .where((eb) => isLive(eb as unknown as Sessions))
    .executeTakeFirst();
  if (row === undefined || row.email === null) return null;
  if (row.is_touch_due) await touchSession(db, row.id);
  return {
    sessionId: row.id,
    userId: row.user_id,
    email: row.email,
    isEmailVerified: row.email_verified_at !== null,
    assurance: row.assurance,
    hasSecondFactor: row.has_second_factor,
  };
}

async function touchSession(db: Database, sessionId: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_seen_at: sql<Date>`now()` })
    .where('id', '=', sessionId)
    .execute();
}

export type NewSession = {
  readonly sessionId: string;
  readonly userId: string;
  readonly tokenDigest: Buffer;
  readonly client: ClientInfo;
  readonly idleSeconds: number;
  readonly lifetimeSeconds: number;
};

export async function insertSession(
  trx: DatabaseTransaction,
  { sessionId, userId, tokenDigest, client, idleSeconds, lifetimeSeconds }: NewSession,
): Promise<void> {
  await trx
    .insertInto('sessions')
    .values({
      id: sessionId,
      user_id: userId,
      token_digest: tokenDigest,
      assurance: 'password',
      last_seen_at: sql<Date>`now()`,
      expires_at: sql<Date>`now() + make_interval(secs => ${lifetimeSeconds})`,
      idle_seconds: idleSeconds,
      ended_at: null,
      ip: client.ip,
      user_agent: client.userAgent,
    })
    .execute();
}

/**
 * Raises the session to `second_factor` under a new token, so that a token seen before the second factor is
 * worth nothing after it. False when the session ended or was raised meanwhile.
 */
export async function raiseSession(
  trx: DatabaseTransaction,
  { sessionId, from, tokenDigest }: { sessionId: string; from: Assurance; tokenDigest: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set({ assurance: 'second_factor', token_digest: tokenDigest })
    .where('id', '=', sessionId)
    .where('assurance', '=', from)
    .where((eb) => isLive(eb as unknown as Sessions))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Gives the session another token; the one before is dead. False when the session has ended. */
export async function replaceSessionToken(
  trx: DatabaseTransaction,
  { sessionId, tokenDigest }: { sessionId: string; tokenDigest: Buffer },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set({ token_digest: tokenDigest })
    .where('id', '=', sessionId)
    .where((eb) => isLive(eb as unknown as Sessions))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends one live session of the user; false when there is none of that id. */
export async function endSession(
  trx: DatabaseTransaction,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('sessions')
    .set({ ended_at: sql<Date>`now()` })
    .where('id', '=', sessionId)
    .where('user_id', '=', userId)
    .where((eb) => isLive(eb as unknown as Sessions))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export type EndedSession = { readonly id: string; readonly userId: string };

/** Ends the live session that has this token, whoever's it is. */
export async function endSessionByToken(
  trx: DatabaseTransaction,
  tokenDigest: Buffer,
): Promise<EndedSession[]> {
  return endLive(trx).where('token_digest', '=', tokenDigest).execute();
}

/** Ends every live session of the user, except perhaps one. */
export async function endSessionsOf(
  trx: DatabaseTransaction,
  userId: string,
  { except }: { except?: string } = {},
): Promise<EndedSession[]> {
  return endLive(trx)
    .where('user_id', '=', userId)
    .$if(except !== undefined, (query) => query.where('id', '!=', except ?? ''))
    .execute();
}

/**
 * Ends live sessions until `keep` are left: the oldest, and those that wait for their second-factor step before
 * any that has passed it, so that who only knows the password cannot push the owner's sessions out. The caller
 * holds the user's lock.
 */
export async function endOldestSessions(
  trx: DatabaseTransaction,
  userId: string,
  keep: number,
): Promise<EndedSession[]> {
  return endLive(trx)
    .where('id', 'in', (query) =>
      query
        .selectFrom('sessions')
        .select('id')
        .where('user_id', '=', userId)
        .where((eb) => isLive(eb as unknown as Sessions))
        .orderBy(sql`assurance = 'second_factor'`, 'desc')
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .offset(keep),
    )
    .execute();
}

function endLive(trx: DatabaseTransaction) {
  return trx
    .updateTable('sessions')
    .set({ ended_at: sql<Date>`now()` })
    .where((eb) => isLive(eb as unknown as Sessions))
    .returning(['id', 'user_id as userId']);
}

export type SessionListing = {
  readonly id: string;
  readonly assurance: Assurance;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly ip: string;
  readonly userAgent: string;
};

/** A page of the user's live sessions, newest first; `after` is the id of the last one on the page before. */
export async function listSessions(
  db: Database,
  { userId, after, limit }: { userId: string; after: string | null; limit: number },
): Promise<SessionListing[]> {
  return db
    .selectFrom('sessions')
    .select([
      'id',
      'assurance',
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'expires_at as expiresAt',
      'ip',
      'user_agent as userAgent',
    ])
    .where('user_id', '=', userId)
    .where((eb) => isLive(eb as unknown as Sessions))
    .$if(after !== null, (query) =>
      // The row itself is the cursor: its own times are compared, to the microsecond that a `Date` cannot hold.
      query.where(
        sql<SqlBool>`(created_at, id) < (select created_at, id from sessions
                                          where id = ${after} and user_id = ${userId})`,
      ),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
