import { type Keyring, seal, signBytes } from '@countersign/sealing';
import { MAIL_LABEL, mailAad, mailSignatureBase } from './mail-encoding.ts';
import type { Mail, SealedMail, SignedMail } from './message.ts';

/** Seals a mail to the mailer and signs it as the key service. */
export function sealMail(
  { id, recipient, notAfter, mail }: { id: string; recipient: string; notAfter: Date; mail: Mail },
  keyrings: { sealToMailer: Keyring<'seal'>; sign: Keyring<'sign'> },
): SignedMail {
  const content = Buffer.from(JSON.stringify(mail.payload), 'utf8');
  const value = seal(keyrings.sealToMailer, MAIL_LABEL, mailAad(recipient, mail.template), content);
  return signMail({ id, recipient, template: mail.template, notAfter, ...value }, keyrings.sign);
}

/** Signs sealed content under a (new) id: how a mail is sent again without being opened. */
export function signMail(mail: SealedMail, sign: Keyring<'sign'>): SignedMail {
  return { ...mail, ...signBytes(sign, MAIL_LABEL, mailSignatureBase(mail)) };
}
