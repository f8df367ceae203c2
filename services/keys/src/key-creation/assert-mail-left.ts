import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import type { Limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { countCreations } from './key-creation-store.ts';

type MailAsked = {
  readonly userId: string;
  /** The creation or edit whose mail is sent once more; a first mail has none. */
  readonly resent?: { readonly confirmationMails: number; readonly expiresAt: Date };
};

/**
 * One mailbox gets so many confirmation mails a day, and so many for one creation or edit. The caller holds the
 * user's lock.
 *
 * @throws Refusal `confirmation-mail-limit-reached`, with when the day has one left, or when a new one can begin
 */
export async function assertMailLeft(
  trx: DatabaseTransaction,
  { userId, resent }: MailAsked,
  limits: Limits,
): Promise<void> {
  if (resent !== undefined && resent.confirmationMails >= limits.confirmationMailsPerCreation) {
    const leftMs = resent.expiresAt.getTime() - (await databaseTime(trx)).getTime();
    throw tooMany('of this one', Math.max(1, leftMs / 1_000));
  }
  const { mailsToday, secondsToMail } = await countCreations(trx, userId);
  if (mailsToday >= limits.confirmationMailsPerDay) throw tooMany('within a day', secondsToMail);
}

const tooMany = (reason: string, retryAfterSeconds: number) =>
  new Refusal('confirmation-mail-limit-reached', { reason, retryAfterSeconds });
