import type { KeyInMail } from '@countersign/outbox';
import { canonicalPermissions, describePermission, type Permission } from '@countersign/permissions';
import type { Block, Fact, PermissionLines } from './message.ts';
import { printable } from './printable.ts';
import { timeInWords } from './time-in-words.ts';

const WITHDRAWAL: Permission = 'withdraw:write';

/** Stands before everything else that a mail says of a key that moves money out of the account. */
export function withdrawalWarning(permissions: readonly Permission[], text: string): Block[] {
  if (!permissions.includes(WITHDRAWAL)) return [];
  return [{ kind: 'warning', title: 'This key can withdraw funds', text }];
}

/** Grouped as on the page, in the catalogue's order. Throws for a permission that this version does not know: no mail may leave one out. */
export function permissionLines(permissions: readonly Permission[]): PermissionLines[] {
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

export const labelInWords = (label: string | null) => (label === null ? 'None' : printable(label));

export const addressesInWords = (ipAllowlist: readonly string[] | null) =>
  ipAllowlist === null ? ['Any IP address'] : ipAllowlist.map(printable);

export const expiryInWords = (expiresAt: string | null) =>
  expiresAt === null ? 'Never' : timeInWords(expiresAt);

export function keyFacts({ label, ipAllowlist, keyExpiresAt }: KeyInMail): Fact[] {
  return [
    { name: 'Label', values: [labelInWords(label)] },
    { name: 'Works from', values: addressesInWords(ipAllowlist) },
    { name: 'Expires', values: [expiryInWords(keyExpiresAt)] },
  ];
}
