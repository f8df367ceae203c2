import type { MailPayloads } from '@countersign/outbox';
import type { Message, MessageContext } from './message.ts';

export function emailVerification(
  { token }: MailPayloads['email-verification'],
  { consoleOrigin, platformName }: MessageContext,
): Message {
  return {
    subject: `Confirm your e-mail address for ${platformName}`,
    preheader: 'One press, and your account is ready.',
    heading: 'Is this your e-mail address?',
    blocks: [
      {
        kind: 'paragraph',
        text: `Someone, most likely you, opened a ${platformName} account with this address. Confirm that you read this mailbox to finish.`,
      },
      {
        kind: 'action',
        label: 'Confirm address',
        // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
        url: `${consoleOrigin}/verify-email#token=${encodeURIComponent(token)}`,
        hint: 'The button does not work? Copy this link into your browser:',
      },
      {
        kind: 'note',
        text: 'You did not open an account? Then ignore this mail. Without the confirmation the account stays unusable.',
      },
    ],
  };
}
