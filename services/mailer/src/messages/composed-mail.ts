import type { Mail } from '@countersign/outbox';
import { alreadyRegistered } from './already-registered.ts';
import { emailChange } from './email-change.ts';
import { emailChangeImpossible } from './email-change-impossible.ts';
import { emailVerification } from './email-verification.ts';
import { htmlPart } from './html-part.ts';
import { keyConfirmation } from './key-confirmation.ts';
import { keyEditConfirmation } from './key-edit-confirmation.ts';
import type { Message, MessageContext } from './message.ts';
import { passwordReset } from './password-reset.ts';
import { securityNotice } from './security-notice.ts';
import { textPart } from './text-part.ts';

export type ComposedMail = { readonly subject: string; readonly text: string; readonly html: string };

/** The mail in words: a closed set of templates, so nobody can have the platform send words of their own. */
export function composeMail(mail: Mail, context: MessageContext): ComposedMail {
  const message = messageOf(mail, context);
  return {
    subject: message.subject,
    text: textPart(message, context),
    html: htmlPart(message, context),
  };
}

function messageOf(mail: Mail, context: MessageContext): Message {
  switch (mail.template) {
    case 'email-verification':
      return emailVerification(mail.payload, context);
    case 'already-registered':
      return alreadyRegistered(mail.payload, context);
    case 'key-confirmation':
      return keyConfirmation(mail.payload, context);
    case 'key-edit-confirmation':
      return keyEditConfirmation(mail.payload, context);
    case 'password-reset':
      return passwordReset(mail.payload, context);
    case 'email-change':
      return emailChange(mail.payload, context);
    case 'email-change-impossible':
      return emailChangeImpossible(mail.payload, context);
    case 'security-notice':
      return securityNotice(mail.payload, context);
  }
}
