import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@countersign/database';
import { type Mail, sealMail } from '@countersign/outbox';
import type { Keyring } from '@countersign/sealing';
import { insertOutboxMessage, type MailSubject } from './outbox-store.ts';

export type MailToQueue = {
  readonly userId: string;
  /** The key creation or edit that the mail belongs to, so that it is withdrawn with it and its fate can be shown. */
  readonly about: MailSubject | null;
  /** A canonical address, as the users table holds it. */
  readonly recipient: string;
  /** Not sent after this; at most the life of the token it carries. */
  readonly notAfter: Date;
  readonly mail: Mail;
};

type MailKeyrings = { sealToMailer: Keyring<'seal'>; sign: Keyring<'sign'> };

/** Does the work of sealing a mail that nobody gets, where the time must not tell whether somebody does. */
export function sealForNobody(content: Omit<MailToQueue, 'userId' | 'about'>, keyrings: MailKeyrings): void {
  sealMail({ id: randomUUID(), ...content }, keyrings);
}

/**
 * Seals and signs a mail and puts it in the outbox, in the transaction of the change that it tells of.
 *
 * @returns the outbox id
 */
export async function queueMail(
  trx: DatabaseTransaction,
  { userId, about, ...content }: MailToQueue,
  keyrings: MailKeyrings,
): Promise<string> {
  const signedMail = sealMail({ id: randomUUID(), ...content }, keyrings);
  await insertOutboxMessage(trx, { signedMail, userId, about });
  return signedMail.id;
}
