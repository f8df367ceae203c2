import type { KeyInMail, MailPayloads } from '@countersign/outbox';
import {
  addressesInWords,
  expiryInWords,
  labelInWords,
  permissionLines,
  withdrawalWarning,
} from './key-in-words.ts';
import type { Block, Fact, Message, MessageContext } from './message.ts';
import { originFacts } from './origin-facts.ts';
import { printable } from './printable.ts';
import { timeInWords } from './time-in-words.ts';

type Payload = MailPayloads['key-edit-confirmation'];

export function keyEditConfirmation(
  payload: Payload,
  { consoleOrigin, platformName }: MessageContext,
): Message {
  const { before, after, keyId } = payload;
  return {
    subject: `${platformName}: confirm the change of an API key`,
    preheader: 'Check what the key will be allowed to do, then confirm in the browser where you started.',
    heading: 'Change this API key?',
    blocks: [
      {
        kind: 'paragraph',
        text: 'A change of one of your API keys was requested, and your second factor was right. Look at what the key will be allowed to do. It is changed only when you press the button.',
      },
      ...withdrawalWarning(
        after.permissions,
        'Whoever holds its secret can move money out of your account. Go on only if you mean that.',
      ),
      { kind: 'facts', title: 'The key', facts: [...keyOf(keyId, before), ...otherChanges(before, after)] },
      ...permissionChanges(before, after),
      {
        kind: 'action',
        label: 'Update Permissions',
        // In the fragment: a browser never sends it, so it is in no server's log and in no Referer.
        url: `${consoleOrigin}/confirm#edit=${encodeURIComponent(payload.editId)}&token=${encodeURIComponent(payload.token)}`,
        hint: `Open it in the browser where you started; anywhere else it does nothing. If your mail app opens another one, copy this link into the right browser. It works until ${timeInWords(payload.linkExpiresAt)}, as long as the key is not changed otherwise.`,
      },
      { kind: 'facts', title: 'Requested', facts: originFacts(payload.requestedAt, payload.requestedFrom) },
      {
        kind: 'note',
        text: 'Not you? Do not press the button: without it the key stays as it is, and you can ignore this mail. But whoever asked has your password and got past your second factor, so sign in, end the sessions that are not yours, and revoke this key and every other that you do not know.',
      },
    ],
  };
}

const keyOf = (keyId: string, { label }: KeyInMail): Fact[] => [
  { name: 'Key ID', values: [printable(keyId)] },
  { name: 'Label', values: [labelInWords(label)] },
];

/** What else changes, each as it will be and as it is now. */
function otherChanges(before: KeyInMail, after: KeyInMail): Fact[] {
  const lines: [name: string, from: readonly string[], to: readonly string[]][] = [
    ['New label', [labelInWords(before.label)], [labelInWords(after.label)]],
    ['Works from', addressesInWords(before.ipAllowlist), addressesInWords(after.ipAllowlist)],
    ['Expires', [expiryInWords(before.keyExpiresAt)], [expiryInWords(after.keyExpiresAt)]],
  ];
  return lines
    .filter(([, from, to]) => from.join('\n') !== to.join('\n'))
    .map(([name, from, to]) => ({ name, values: [...to, `(now: ${from.join(', ')})`] }));
}

function permissionChanges(before: KeyInMail, after: KeyInMail): Block[] {
  const added = after.permissions.filter((permission) => !before.permissions.includes(permission));
  const kept = after.permissions.filter((permission) => before.permissions.includes(permission));
  const removed = before.permissions.filter((permission) => !after.permissions.includes(permission));
  const parts: [title: string, permissions: typeof added][] = [
    ['What the key may do in addition', added],
    ['What it may do already', kept],
    ['What it may not do any more', removed],
  ];
  return parts
    .filter(([, permissions]) => permissions.length > 0)
    .map(([title, permissions]) => ({
      kind: 'permissions',
      title,
      groups: permissionLines(permissions),
    }));
}
