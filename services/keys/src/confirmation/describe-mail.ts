import type { Database } from '@countersign/database';
import { LIMITS } from '../limits.ts';
import { findLatestConfirmationMail, type MailSubject } from '../outbox/outbox-store.ts';
import type { ConfirmationMailView } from './confirmation.schemas.ts';

/** What became of the newest confirmation mail, for its owner; `null` as long as none was asked for. */
export async function describeConfirmationMail(
  db: Database,
  about: MailSubject,
  mails: number,
): Promise<ConfirmationMailView | null> {
  const fate = await findLatestConfirmationMail(db, about);
  if (fate === null) return null;
  return {
    ...fate,
    sentAt: fate.sentAt?.toISOString() ?? null,
    resendsLeft: Math.max(0, LIMITS.confirmationMailsPerCreation - mails),
  };
}
