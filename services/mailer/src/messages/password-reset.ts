import type { MailPayloads } from '@countersign/outbox';
import type { Message, MessageContext } from './message.ts';
import { originFacts } from './origin-facts.ts';
import { timeInWords } from './time-in-words.ts';

export function passwordReset(
  { token, requestedAt, requestedFrom, linkExpiresAt }: MailPayloads['password-reset'],
  { consoleOrigin, platformName }: MessageContext,
): Message {
  return {
    subject: `Set a new password for ${platformName}`,
    preheader: 'You asked for it? One page, and you have a new password.',
    heading: 'Forgot your password?',
    blocks: [
      {
        kind: 'paragraph',
        text: 'Someone, most likely you, asked to set a new password. It ends every session; your second factor stays as it is.',
      },
      {
        kind: 'action',
        label: 'Set new password',
        // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
        url: `${consoleOrigin}/reset-password#token=${encodeURIComponent(token)}`,
        hint: `Works once, until ${timeInWords(linkExpiresAt)}. The button does not work? Copy this link into your browser:`,
      },
      { kind: 'facts', title: 'When and where', facts: originFacts(requestedAt, requestedFrom) },
      {
        kind: 'note',
        text: 'You did not ask for it? Then ignore this mail: without the link nothing changes. Give the link to nobody.',
      },
    ],
  };
}
