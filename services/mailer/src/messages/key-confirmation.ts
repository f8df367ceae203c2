import type { MailPayloads } from '@countersign/outbox';
import { canonicalPermissions, describePermission, type Permission } from '@countersign/permissions';
import { browserInWords } from './browser-in-words.ts';
import type { Block, Fact, Message, MessageContext, PermissionLines } from './message.ts';
import { printable } from './printable.ts';
import { timeInWords } from './time-in-words.ts';

type Payload = MailPayloads['key-confirmation'];

const WITHDRAWAL: Permission = 'withdraw:write';

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
      ...withdrawalWarning(payload.permissions),
      { kind: 'facts', title: 'The key', facts: keyFacts(payload) },
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
      { kind: 'facts', title: 'Requested', facts: requestFacts(payload) },
      {
        kind: 'note',
        text: 'Not you? Do not press the button: without it no key is created, and you can ignore this mail. But whoever asked has your password and got past your second factor, so sign in, end the sessions that are not yours, and revoke every API key that you do not know.',
      },
    ],
  };
}

function withdrawalWarning(permissions: readonly Permission[]): Block[] {
  if (!permissions.includes(WITHDRAWAL)) return [];
  return [
    {
      kind: 'warning',
      title: 'This key can withdraw funds',
      text: 'Whoever holds its secret can move money out of your account. Go on only if you mean that.',
    },
  ];
}

/** Grouped as on the page, in the catalogue's order. Throws for a permission that this version does not know: no mail may leave one out. */
function permissionLines(permissions: readonly Permission[]): PermissionLines[] {
  const known = canonicalPermissions(permissions);
  if (known.length !== new Set(permissions).size) throw new Error('a permission is not in the catalogue');
  const byTitle = Map.groupBy(known, (permission) => describePermission(permission).title);
  return [...byTitle].map(([title, group]) => ({
    title,
    isGrave: group.includes(WITHDRAWAL),
    lines: group.map((permission) => {
      const { access, sentence } = describePermission(permission);
      return { access: access === 'read' ? 'Read' : 'Write', sentence } as const;
    }),
  }));
}

function keyFacts({ label, ipAllowlist, keyExpiresAt }: Payload): Fact[] {
  return [
    { name: 'Label', values: [label === null ? 'None' : printable(label)] },
    { name: 'Works from', values: ipAllowlist === null ? ['Any IP address'] : ipAllowlist.map(printable) },
    { name: 'Expires', values: [keyExpiresAt === null ? 'Never' : timeInWords(keyExpiresAt)] },
  ];
}

function requestFacts({ requestedAt, requestedFrom }: Payload): Fact[] {
  return [
    { name: 'When', values: [timeInWords(requestedAt)] },
    { name: 'From', values: [printable(requestedFrom.ip)] },
    { name: 'With', values: [browserInWords(requestedFrom.userAgent)] },
  ];
}
