import { isSignatureValid, type Keyring } from '@countersign/sealing';
import { open } from '@countersign/sealing/opening';
import { MAIL_LABEL, mailAad, mailSignatureBase } from './mail-encoding.ts';
import { MAIL_TEMPLATES, type Mail, type SignedMail } from './message.ts';

export type OpenMailRejection =
  | 'not-signed-by-us'
  | 'unknown-template'
  | 'unknown-sealing-key'
  | 'not-openable';

/** Checks that the key service wrote this very message for this recipient, then opens it. Only for the mailer. */
export function openMail(
  message: SignedMail,
  keyrings: { verify: Keyring<'verify'>; openAsMailer: Keyring<'open'> },
): { ok: true; mail: Mail } | { ok: false; reason: OpenMailRejection } {
  if (!isSignatureValid(keyrings.verify, MAIL_LABEL, mailSignatureBase(message), message)) {
    return { ok: false, reason: 'not-signed-by-us' };
  }
  const template = MAIL_TEMPLATES.find((name) => name === message.template);
  if (template === undefined) return { ok: false, reason: 'unknown-template' };
  const opened = open(keyrings.openAsMailer, MAIL_LABEL, mailAad(message.recipient, template), message);
  if (!opened.ok) return opened;
  return { ok: true, mail: { template, payload: JSON.parse(opened.plaintext.toString('utf8')) } as Mail };
}
