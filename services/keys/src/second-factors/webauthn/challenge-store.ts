import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { LIMITS } from '../../limits.ts';
import type { Approval } from '../approval.ts';

export type Ceremony = 'registration' | 'authentication';

/** A challenge on its way to the authenticator. */
export type NewChallenge = {
  readonly id: string;
  readonly userId: string;
  /** The only session that may answer it. */
  readonly sessionId: string;
  readonly ceremony: Ceremony;
  /** 256 random bits. */
  readonly challenge: Buffer;
  readonly approval: Approval;
};

/** Makes room first: expired challenges go, and of a session's open ones the oldest. @returns when it expires */
export async function insertChallenge(trx: DatabaseTransaction, fresh: NewChallenge): Promise<Date> {
  const { userId, sessionId, approval } = fresh;
  await trx
    .deleteFrom('webauthn_challenges')
    .where('user_id', '=', userId)
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('expires_at', '<=', sql<Date>`now()`),
        eb(
          'id',
          'in',
          selectFrom('webauthn_challenges')
            .select('id')
            .where('session_id', '=', sessionId)
            .orderBy('created_at', 'desc')
            .orderBy('id', 'desc')
            .offset(LIMITS.challengesPerSession - 1),
        ),
      ]),
    )
    .execute();
  const { expires_at } = await trx
    .insertInto('webauthn_challenges')
    .values({
      id: fresh.id,
      user_id: userId,
      session_id: sessionId,
      ceremony: fresh.ceremony,
      challenge: fresh.challenge,
      purpose: approval.purpose,
      subject: approval.subject,
      approval_digest: approval.digest,
      expires_at: sql<Date>`now() + make_interval(secs => ${LIMITS.challengeSeconds})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow();
  return expires_at;
}

/** A challenge that can never be answered again: its row is gone. */
export type TakenChallenge = {
  readonly id: string;
  readonly challenge: Buffer;
  /** What an answer to it approves, and nothing else. */
  readonly approvalDigest: Buffer;
};

type Asked = { readonly userId: string; readonly sessionId: string };

/**
 * Takes the session's own, unexpired challenge for an assertion. Runs by itself, outside of any transaction: it is
 * gone before the answer is looked at, and no rollback brings it back. Of any number of concurrent calls one gets it.
 */
export async function takeAuthenticationChallenge(
  db: Database,
  { id, ...asked }: Asked & { readonly id: string },
): Promise<TakenChallenge | null> {
  return take(db, 'authentication', asked).where('id', '=', id).executeTakeFirst().then(toTaken);
}

/** The same for a registration, which names its challenge by its bytes only. */
export async function takeRegistrationChallenge(
  db: Database,
  { challenge, ...asked }: Asked & { readonly challenge: Buffer },
): Promise<TakenChallenge | null> {
  return take(db, 'registration', asked).where('challenge', '=', challenge).executeTakeFirst().then(toTaken);
}

function take(db: Database, ceremony: Ceremony, { userId, sessionId }: Asked) {
  return db
    .deleteFrom('webauthn_challenges')
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('ceremony', '=', ceremony)
    .where('expires_at', '>', sql<Date>`now()`)
    .returning(['id', 'challenge', 'approval_digest as approvalDigest']);
}

const toTaken = (row: TakenChallenge | undefined): TakenChallenge | null => row ?? null;

/** True while this registration of the session could still be finished. */
export async function isRegistrationOpen(
  db: Database,
  { id, userId, sessionId }: Asked & { readonly id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('webauthn_challenges')
    .select('id')
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .where('session_id', '=', sessionId)
    .where('ceremony', '=', 'registration')
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row !== undefined;
}
