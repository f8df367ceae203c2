import { readIpEntry } from './ip-entry.ts';

/** At most so many entries are kept (the service's limit). */
export const MAX_IP_ENTRIES = 20;

/** From where a key may be used, as a person is writing it down. */
export type IpRule = {
  readonly isAny: boolean;
  /** Kept while `isAny`, so that changing one's mind loses nothing. */
  readonly entries: readonly string[];
  /** What stands in the input and was not added yet. */
  readonly typed: string;
};

export const ipRuleOf = (allowlist: readonly string[] | null): IpRule => ({
  isAny: allowlist === null,
  entries: allowlist ?? [],
  typed: '',
});

/** What the API is told. What was typed and not added counts, so that nothing that is on screen gets lost. */
export function allowlistOf({ isAny, entries, typed }: IpRule): string[] | null {
  if (isAny) return null;
  return [...entries, ...separate(typed)];
}

/** Adds every entry of a text that is one; what is none stays in the input. */
export function addTyped(rule: IpRule): IpRule {
  const read = separate(rule.typed).map((text) => ({ text, ...readIpEntry(text) }));
  const added = read.flatMap((one) => (one.ok ? [one.entry] : []));
  const left = read.flatMap((one) => (one.ok ? [] : [one.text]));
  return { ...rule, entries: [...new Set([...rule.entries, ...added])], typed: left.join(' ') };
}

export const addEntry = (rule: IpRule, entry: string): IpRule => ({
  ...rule,
  isAny: false,
  entries: rule.entries.includes(entry) ? rule.entries : [...rule.entries, entry],
});

/** Lists are pasted with commas, blanks or lines between the entries. */
const separate = (text: string): string[] => text.split(/[\s,;]+/).filter(Boolean);

export type TypedFault = ReturnType<typeof readIpEntry> & { ok: false };

/** What is wrong with the first entry that cannot be added; `null` while nothing is, or while it is still being typed. */
export function typedFault(typed: string): TypedFault | null {
  for (const text of separate(typed)) {
    const read = readIpEntry(text);
    if (!read.ok && !isBeginning(text)) return read;
  }
  return null;
}

const OCTET = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const BEGINNINGS = [
  new RegExp(`^(${OCTET}\\.){0,3}${OCTET}?$`),
  new RegExp(`^(${OCTET}\\.){3}${OCTET}/$`),
  /^[\da-f]{0,4}(:[\da-f]{0,4}){0,7}\/?$/i,
];

/** More typing could make an address or a network of it. */
const isBeginning = (text: string): boolean =>
  BEGINNINGS.some((beginning) => beginning.test(text)) && !text.includes(':::');
