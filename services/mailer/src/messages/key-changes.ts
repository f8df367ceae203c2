import type { KeyChanges } from '@countersign/outbox';
import { addressesInWords, expiryInWords, labelInWords, permissionLines } from './key-in-words.ts';
import type { Block, Fact } from './message.ts';

/** What an edit changed, each line as it is now and as it was before. */
export function keyChangeBlocks({ label, permissions, ipAllowlist, expiresAt }: KeyChanges): Block[] {
  const facts: Fact[] = [
    ...change('Label', label, (value) => [labelInWords(value)]),
    ...change('Works from', ipAllowlist, addressesInWords),
    ...change('Expires', expiresAt, (value) => [expiryInWords(value)]),
  ];
  const { added = [], removed = [] } = permissions ?? {};
  const blocks: Block[] = [
    { kind: 'permissions', title: 'What the key may do from now on', groups: permissionLines(added) },
    { kind: 'permissions', title: 'What it may no longer do', groups: permissionLines(removed) },
    { kind: 'facts', title: 'What else changed', facts },
  ];
  return blocks.filter(hasContent);
}

function change<T>(
  name: string,
  changed: { readonly from: T; readonly to: T } | undefined,
  inWords: (value: T) => string[],
): Fact[] {
  if (changed === undefined) return [];
  return [
    { name, values: inWords(changed.to) },
    { name: 'before', values: inWords(changed.from) },
  ];
}

function hasContent(block: Block): boolean {
  if (block.kind === 'permissions') return block.groups.length > 0;
  return block.kind !== 'facts' || block.facts.length > 0;
}
