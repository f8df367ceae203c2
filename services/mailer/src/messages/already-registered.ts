import type { MailPayloads } from '@countersign/outbox';
import type { Message, MessageContext } from './message.ts';
import { timeInWords } from './time-in-words.ts';

export function alreadyRegistered(
  { requestedAt }: MailPayloads['already-registered'],
  { consoleOrigin, platformName }: MessageContext,
): Message {
  return {
    subject: `You already have a ${platformName} account`,
    preheader: 'Someone tried to register with your address. Nothing was changed.',
    heading: 'You already have an account',
    blocks: [
      {
        kind: 'paragraph',
        text: `On ${timeInWords(requestedAt)} someone tried to open a ${platformName} account with this address. There is one already, so nothing was changed.`,
      },
      {
        kind: 'action',
        label: 'Go to sign-in',
        url: `${consoleOrigin}/`,
        hint: 'The button does not work? Copy this link into your browser:',
      },
      {
        kind: 'note',
        text: 'That was not you? There is nothing you need to do: whoever tried does not learn that you have an account.',
      },
    ],
  };
}
