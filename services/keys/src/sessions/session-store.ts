import type { Assurance, Database } from '@countersign/database';
import { sql } from 'kysely';
import type { SessionContext } from './session.ts';

/** The live session with this token digest, judged by the database's clock. */
export async function findLiveSession(db: Database, tokenDigest: Buffer): Promise<SessionContext | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select(({ exists, selectFrom }) => [
      'sessions.id',
      'sessions.user_id',
      'sessions.assurance',
      'users.email',
      'users.email_verified_at',
      exists(
        selectFrom('totp_factors')
          .select('totp_factors.id')
          .whereRef('totp_factors.user_id', '=', 'users.id')
          .where('totp_factors.activated_at', 'is not', null),
      ).as('has_second_factor'),
    ])
    .where('sessions.token_digest', '=', tokenDigest)
    .where('sessions.ended_at', 'is', null)
    .where('sessions.expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    sessionId: row.id,
    userId: row.user_id,
    email: row.email,
    isEmailVerified: row.email_verified_at !== null,
    assurance: row.assurance as Assurance,
    hasSecondFactor: Boolean(row.has_second_factor),
  };
}
