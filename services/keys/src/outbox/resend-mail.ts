import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@countersign/database';
import { signMail } from '@countersign/outbox';
import type { Keyring } from '@countersign/sealing';
import {
  findConfirmationMailToResend,
  insertOutboxMessage,
  type MailSubject,
  withdrawOutboxMessages,
} from './outbox-store.ts';

/**
 * Sends a confirmation mail once more, because the person asked for it: the same sealed content and
 * so the same token, as a new message with an id of its own (mail systems drop a repeated Message-ID). One that
 * still waited is withdrawn, or two would arrive. The caller holds the row lock of the creation or edit and counts the mails.
 *
 * @returns the new outbox id, or null when there is no mail to repeat
 */
export async function resendConfirmationMail(
  trx: DatabaseTransaction,
  about: MailSubject,
  sign: Keyring<'sign'>,
): Promise<string | null> {
  const found = await findConfirmationMailToResend(trx, about);
  if (found === null) return null;
  await withdrawOutboxMessages(trx, about);
  const signedMail = signMail({ id: randomUUID(), ...found.mail }, sign);
  await insertOutboxMessage(trx, { signedMail, userId: found.userId, about });
  return signedMail.id;
}
