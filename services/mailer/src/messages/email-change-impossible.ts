import type { MailPayloads } from '@countersign/outbox';
import type { Message, MessageContext } from './message.ts';
import { timeInWords } from './time-in-words.ts';

export function emailChangeImpossible(
  { requestedAt }: MailPayloads['email-change-impossible'],
  { consoleOrigin, platformName }: MessageContext,
): Message {
  return {
    subject: `This address has a ${platformName} account already`,
    preheader: 'Someone wanted to use your address for another account. Nothing was changed.',
    heading: 'This address has an account already',
    blocks: [
      {
        kind: 'paragraph',
        text: `On ${timeInWords(requestedAt)} someone wanted to use this address for another ${platformName} account. It has one already, so nothing was changed. If it was you: close one of the two accounts, or use another address.`,
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
