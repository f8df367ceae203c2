import type { Database } from '@countersign/database';
import type { SignedMail } from '@countersign/outbox';
import type { MailJob } from '@countersign/outbox/queue';
import { sql } from 'kysely';

/** A message that this mailer, and no other, is at work on. `attempt` grows with every claim, so it fences late writers off. */
export type Claim = { readonly message: SignedMail; readonly attempt: number };

const secondsFromNow = (seconds: number) => sql<Date>`now() + make_interval(secs => ${seconds})`;

/**
 * Takes a message if it is still to be sent, still in time, and this is its latest announcement; the
 * database's clock decides. Null means that somebody else has it, or that it is sent, withdrawn or expired.
 * The claim ends by itself after `leaseSeconds`; the message is due again then.
 */
export async function claimMessage(
  db: Database,
  { outboxId, dispatch }: MailJob,
  leaseSeconds: number,
): Promise<Claim | null> {
  const row = await db
    .updateTable('outbox_messages')
    .set({
      attempts: sql`attempts + 1`,
      claimed_until: secondsFromNow(leaseSeconds),
      due_at: secondsFromNow(leaseSeconds),
    })
    .where('id', '=', outboxId)
    .where('dispatches', '=', dispatch)
    .where('state', '=', 'pending')
    .where('not_after', '>', sql<Date>`now()`)
    .where((or) => or.or([or('claimed_until', 'is', null), or('claimed_until', '<=', sql<Date>`now()`)]))
    .returning([
      'id',
      'recipient',
      'template',
      'not_after',
      'kek_id',
      'sealed',
      'signing_key_id',
      'signature',
      'attempts',
    ])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { id, recipient, template, sealed, signature } = row;
  return {
    attempt: row.attempts,
    message: {
      id,
      recipient,
      template,
      notAfter: row.not_after,
      kekId: row.kek_id,
      sealed,
      signingKeyId: row.signing_key_id,
      signature,
    },
  };
}

/** True when the claim was still ours and lasts `leaseSeconds` from now; false when the message was withdrawn or taken over. */
export async function renewClaim(db: Database, claim: Claim, leaseSeconds: number): Promise<boolean> {
  const { numUpdatedRows } = await claimed(db, claim)
    .set({ claimed_until: secondsFromNow(leaseSeconds), due_at: secondsFromNow(leaseSeconds) })
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

export async function markSent(db: Database, claim: Claim): Promise<void> {
  await claimed(db, claim)
    .set({ state: 'sent', sent_at: sql<Date>`now()`, failure: null, claimed_until: null })
    .execute();
}

/** Gives the claim back; the relay announces the message again after the delay. */
export async function markForRetry(
  db: Database,
  claim: Claim,
  { failure, delaySeconds }: { failure: string; delaySeconds: number },
): Promise<void> {
  await claimed(db, claim)
    .set({ failure, claimed_until: sql<Date>`now()`, due_at: secondsFromNow(delaySeconds) })
    .execute();
}

/** For good: a dead letter. */
export async function markFailed(db: Database, claim: Claim, failure: string): Promise<void> {
  await claimed(db, claim).set({ state: 'failed', failure, claimed_until: null }).execute();
}

function claimed(db: Database, { message, attempt }: Claim) {
  return db
    .updateTable('outbox_messages')
    .where('id', '=', message.id)
    .where('state', '=', 'pending')
    .where('attempts', '=', attempt);
}

/**
 * Messages that the queue seems to have lost: announced twice without a mailer taking them, or due for a while
 * without a relay announcing them. One that a mailer tried within the last minute waits for its retry instead.
 */
export async function findOverdueMessages(db: Database, limit: number): Promise<MailJob[]> {
  return await db
    .selectFrom('outbox_messages')
    .select(['id as outboxId', 'dispatches as dispatch'])
    .where('state', '=', 'pending')
    .where('not_after', '>', sql<Date>`now()`)
    .where(
      sql<boolean>`(
        (dispatches - attempts >= 2 and coalesce(claimed_until, '-infinity') <= now() - interval '60 seconds')
        or (due_at <= now() - interval '5 seconds' and coalesce(claimed_until, '-infinity') <= now())
      )`,
    )
    .orderBy('created_at')
    .limit(limit)
    .execute();
}

/** Rejects unless the outbox can be read. */
export async function probeOutbox(db: Database): Promise<void> {
  await sql`select from outbox_messages limit 1`.execute(db);
}
