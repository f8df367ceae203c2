import type { MailPayloads } from '@countersign/outbox';
import { durationInWords } from './duration-in-words.ts';
import { keyFacts, permissionLines, withdrawalWarning } from './key-in-words.ts';
import type { Fact, Message, MessageContext } from './message.ts';
import { originFacts } from './origin-facts.ts';
import { printable } from './printable.ts';
import { timeInWords } from './time-in-words.ts';

type Payload = MailPayloads['key-confirmation'];

export function keyConfirmation(payload: Payload, { consoleOrigin, platformName }: MessageContext): Message {
  return {
    subject: `${platformName}: confirm your new API key`,
    preheader: 'Check what the key may do, then create it in the browser where you started.',
    heading: 'Create this API key?',
    blocks: [
      {
        kind: 'paragraph',
        text: 'An API key was requested for your account, and your second factor was right. Look at what the key may do. It is created only when you press the button.',
      },
      ...withdrawalWarning(
        payload.permissions,
        'Whoever holds its secret can move money out of your account. Go on only if you mean that.',
      ),
      { kind: 'facts', title: 'The key', facts: [...keyFacts(payload), ...replacedKey(payload)] },
      {
        kind: 'permissions',
        title: 'What the key may do',
        groups: permissionLines(payload.permissions),
      },
      {
        kind: 'action',
        label: 'Create API Key',
        // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
        url: `${consoleOrigin}/confirm#creation=${encodeURIComponent(payload.creationId)}&token=${encodeURIComponent(payload.token)}`,
        hint: `Open it in the browser where you started; anywhere else it does nothing. If your mail app opens another one, copy this link into the right browser. It works until ${timeInWords(payload.linkExpiresAt)}.`,
      },
      { kind: 'facts', title: 'Requested', facts: originFacts(payload.requestedAt, payload.requestedFrom) },
      {
        kind: 'note',
        text: 'Not you? Do not press the button: without it no key is created, and you can ignore this mail. But whoever asked has your password and got past your second factor, so sign in, end the sessions that are not yours, and revoke every API key that you do not know.',
      },
    ],
  };
}

function replacedKey({ replaces }: Payload): Fact[] {
  if (!replaces) return [];
  const { keyId, label, endsInSeconds } = replaces;
  const end = endsInSeconds === 0 ? 'at once' : `${durationInWords(endsInSeconds)} later`;
  const which = label === null ? printable(keyId) : `${printable(label)} (${printable(keyId)})`;
  return [{ name: 'Replaces', values: [which, `That key stops working ${end}.`] }];
}
