import type { Database, DatabaseTransaction, OutboxState } from '@countersign/database';
import type { SignedMail } from '@countersign/outbox';
import type { MailJob } from '@countersign/outbox/queue';
import { sql } from 'kysely';

/** What a confirmation mail belongs to: withdrawn with it, sent again for it. */
export type MailSubject = { readonly creationId: string } | { readonly editId: string };

/**
 * Writes a mail to the outbox: it is sent if, and only if, this transaction commits. Nudge the relay after the
 * commit to have it sent at once.
 */
export async function insertOutboxMessage(
  trx: DatabaseTransaction,
  { signedMail, userId, about }: { signedMail: SignedMail; userId: string; about: MailSubject | null },
): Promise<void> {
  await trx
    .insertInto('outbox_messages')
    .values({
      id: signedMail.id,
      user_id: userId,
      ...(about !== null && columnOf(about)),
      template: signedMail.template,
      recipient: signedMail.recipient,
      not_after: signedMail.notAfter,
      kek_id: signedMail.kekId,
      sealed: signedMail.sealed,
      signing_key_id: signedMail.signingKeyId,
      signature: signedMail.signature,
      state: 'pending',
      due_at: sql<Date>`now()`,
    })
    .execute();
}

const columnOf = (about: MailSubject) =>
  'editId' in about ? { edit_id: about.editId } : { creation_id: about.creationId };

/** Rows of mails that belong to this. */
const isAbout = (about: MailSubject) =>
  'editId' in about
    ? sql<boolean>`edit_id = ${about.editId}`
    : sql<boolean>`creation_id = ${about.creationId}`;

/**
 * Takes back what was not sent yet, because its creation or edit ended. A mail that a mailer is handing over at this
 * moment may still arrive; its link then leads to one that has ended.
 *
 * @returns how many messages were taken back
 */
export async function withdrawOutboxMessages(trx: DatabaseTransaction, about: MailSubject): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox_messages')
    .set({ state: 'withdrawn' })
    .where(isAbout(about))
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Takes back every mail of a user that was not sent yet. */
export async function withdrawMailsOf(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx
    .updateTable('outbox_messages')
    .set({ state: 'withdrawn' })
    .where('user_id', '=', userId)
    .where('state', '=', 'pending')
    .execute();
}

/** What became of the newest confirmation mail of a key creation or an edit. */
export type MailFate = {
  readonly state: OutboxState;
  readonly attempts: number;
  readonly sentAt: Date | null;
  /** Why the latest attempt failed, such as `EENVELOPE 550`; null when none did. */
  readonly failure: string | null;
};

/** The fate of the newest confirmation mail; null as long as none was asked for. */
export async function findLatestConfirmationMail(db: Database, about: MailSubject): Promise<MailFate | null> {
  const row = await newestConfirmationMail(db, about)
    .select(['state', 'attempts', 'sent_at', 'failure'])
    .executeTakeFirst();
  if (row === undefined) return null;
  return { state: row.state, attempts: row.attempts, sentAt: row.sent_at, failure: row.failure };
}

/** All that is needed to send the newest confirmation mail once more. */
export async function findConfirmationMailToResend(
  trx: DatabaseTransaction,
  about: MailSubject,
): Promise<{ userId: string; mail: Omit<SignedMail, 'id' | 'signingKeyId' | 'signature'> } | null> {
  const row = await newestConfirmationMail(trx, about)
    .select(['user_id', 'template', 'recipient', 'not_after', 'kek_id', 'sealed'])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { user_id: userId, not_after: notAfter, kek_id: kekId, ...rest } = row;
  return { userId, mail: { ...rest, notAfter, kekId } };
}

function newestConfirmationMail(db: Database, about: MailSubject) {
  return db
    .selectFrom('outbox_messages')
    .where(isAbout(about))
    .where('template', '=', 'editId' in about ? 'key-edit-confirmation' : 'key-confirmation')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1);
}

/** Seconds after which an announced message that no mailer took is announced again: 10, 20, 40, then 60. */
const SECONDS_TO_NEXT_ANNOUNCEMENT = sql<number>`least(60, 10 * 2 ^ least(3, greatest(0, dispatches - attempts)))`;

/**
 * Takes the messages that are due and moves them on, so that no other relay takes them too (SKIP LOCKED) and a
 * lost announcement is repeated. A row that a mailer claimed is not due: the claim moved `due_at` to its end.
 */
export async function takeDueOutboxMessages(trx: DatabaseTransaction, limit: number): Promise<MailJob[]> {
  const rows = await trx
    .updateTable('outbox_messages')
    .set({
      dispatches: sql`dispatches + 1`,
      due_at: sql`now() + make_interval(secs => ${SECONDS_TO_NEXT_ANNOUNCEMENT})`,
    })
    .where('id', 'in', (query) =>
      query
        .selectFrom('outbox_messages')
        .select('id')
        .where('state', '=', 'pending')
        .where('due_at', '<=', sql<Date>`now()`)
        .where('not_after', '>', sql<Date>`now()`)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['id as outboxId', 'dispatches as dispatch'])
    .execute();
  return rows;
}

/** Gives up messages past their time, unless a mailer is at work on one: that one may still go out. */
export async function expireOutboxMessages(trx: DatabaseTransaction, limit: number): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('outbox_messages')
    .set({ state: 'expired' })
    .where('id', 'in', (query) =>
      query
        .selectFrom('outbox_messages')
        .select('id')
        .where('state', '=', 'pending')
        .where('due_at', '<=', sql<Date>`now()`)
        .where('not_after', '<=', sql<Date>`now()`)
        .orderBy('due_at')
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}
