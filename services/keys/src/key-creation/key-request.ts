import { canonicalPermissions, isPermission, type Permission } from '@countersign/permissions';
import { type IpEntryFault, parseIpEntry } from '../api-keys/ip-allowlist.ts';
import { type ExpiryFault, parseKeyExpiry } from '../api-keys/key-expiry.ts';
import { type LabelFault, parseLabel } from '../api-keys/label.ts';
import { LIMITS } from '../limits.ts';
import type { FieldError } from '../refusal.ts';

/** The settings of a key as they were asked for, in canonical form. Immutable once the creation has begun. */
export type KeyRequest = {
  readonly label: string | null;
  readonly permissions: readonly Permission[];
  /** `null` allows any address. */
  readonly ipAllowlist: readonly string[] | null;
  /** `null` is never. */
  readonly expiresAt: Date | null;
};

/** As it arrives: shapes checked, meaning not yet. */
export type KeyRequestInput = {
  readonly label?: string | null;
  readonly permissions: readonly string[];
  readonly ipAllowlist?: readonly string[] | null;
  readonly expiresAt?: string | null;
};

export type KeyRequestResult =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Fault = LabelFault | IpEntryFault | ExpiryFault | 'permissions-empty' | 'unknown-permission';

const DETAILS: Record<Fault, string> = {
  'label-empty': 'must not be blank; leave it out for a key without a label',
  'label-too-long': `must have at most ${LIMITS.labelGraphemes} characters`,
  'label-forbidden-character': 'must not hold control, invisible or private-use characters',
  'permissions-empty': 'must name at least one permission',
  'unknown-permission': 'is not a permission; GET /v1/permissions lists them',
  'ip-not-an-address': 'must be an IPv4 or IPv6 address or a network such as 192.0.2.0/24',
  'ip-allows-everything': 'allows every address; leave ipAllowlist out to allow any',
  'ip-host-bits-set': 'has bits set after its prefix',
  'not-an-instant': 'must be a time such as 2027-01-31T12:00:00Z',
  'in-the-past': 'must be in the future',
  'too-far-away': 'must be at most ten years away',
};

const fieldError = (field: string, code: Fault, more = ''): FieldError => ({
  field,
  code,
  detail: DETAILS[code] + more,
});

/** Reads a request for a key, naming every fault at its field. `now` judges the expiry. */
export function parseKeyRequest(input: KeyRequestInput, now: Date): KeyRequestResult {
  const errors: FieldError[] = [];
  const request = {
    label: readLabel(input.label ?? null, errors),
    permissions: readPermissions(input.permissions, errors),
    ipAllowlist: readIpAllowlist(input.ipAllowlist ?? null, errors),
    expiresAt: readExpiry(input.expiresAt ?? null, now, errors),
  };
  return errors.length === 0 ? { ok: true, request } : { ok: false, errors };
}

function readLabel(text: string | null, errors: FieldError[]): string | null {
  if (text === null) return null;
  const result = parseLabel(text);
  if (result.ok) return result.label;
  errors.push(fieldError('label', result.fault));
  return null;
}

function readPermissions(names: readonly string[], errors: FieldError[]): Permission[] {
  if (names.length === 0) errors.push(fieldError('permissions', 'permissions-empty'));
  for (const [index, name] of names.entries()) {
    if (!isPermission(name)) errors.push(fieldError(`permissions.${index}`, 'unknown-permission'));
  }
  return canonicalPermissions(names.filter(isPermission));
}

function readIpAllowlist(texts: readonly string[] | null, errors: FieldError[]): string[] | null {
  if (texts === null) return null;
  const entries = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const result = parseIpEntry(text);
    if (result.ok) entries.add(result.entry);
    else errors.push(fieldError(`ipAllowlist.${index}`, result.fault, suggest(result.suggestion)));
  }
  return [...entries];
}

const suggest = (suggestion: string | undefined) =>
  suggestion === undefined ? '' : `; did you mean ${suggestion}?`;

function readExpiry(text: string | null, now: Date, errors: FieldError[]): Date | null {
  if (text === null) return null;
  const result = parseKeyExpiry(text, now);
  if (result.ok) return result.expiresAt;
  errors.push(fieldError('expiresAt', result.fault));
  return null;
}
