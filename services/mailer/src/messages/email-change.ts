import type { MailPayloads } from '@countersign/outbox';
import type { Message, MessageContext } from './message.ts';
import { timeInWords } from './time-in-words.ts';

export function emailChange(
  { token, linkExpiresAt }: MailPayloads['email-change'],
  { consoleOrigin, platformName }: MessageContext,
): Message {
  return {
    subject: `Confirm your new e-mail address for ${platformName}`,
    preheader: 'One press, and your account has this address.',
    heading: 'Is this your new address?',
    blocks: [
      {
        kind: 'paragraph',
        text: `Someone, most likely you, wants to use this address for a ${platformName} account from now on.`,
      },
      {
        kind: 'action',
        label: 'Change address',
        // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
        url: `${consoleOrigin}/change-email#token=${encodeURIComponent(token)}`,
        hint: `Works in the browser where you asked for it, until ${timeInWords(linkExpiresAt)}. It opens elsewhere? Copy this link into that browser:`,
      },
      {
        kind: 'note',
        text: 'You did not ask for it? Then ignore this mail. The link is of no use in your browser.',
      },
    ],
  };
}
