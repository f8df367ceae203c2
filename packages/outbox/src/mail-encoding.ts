import { encodeFields } from '@countersign/sealing';
import type { SealedMail } from './message.ts';

export const MAIL_LABEL = 'countersign/mail/v1';

/**
 * What a sealed mail is bound to. Not the outbox id: a resend is a new message with the same sealed content
 * (the key service cannot open it to seal again), and the signature binds content and id.
 */
export function mailAad(recipient: string, template: string): Buffer {
  return encodeFields([recipient, template]);
}

/** The signature base of an outbox message. */
export function mailSignatureBase({ id, recipient, template, notAfter, kekId, sealed }: SealedMail): Buffer {
  return encodeFields([id, recipient, template, notAfter.toISOString(), kekId, sealed]);
}
