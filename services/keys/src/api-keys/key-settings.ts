import { canonicalPermissions, isPermission, type Permission } from '@countersign/permissions';
import type { FieldError, FieldErrorParams } from '../field-error.ts';
import { LIMITS } from '../limits.ts';
import { type IpEntryFault, parseIpEntry } from './ip-allowlist.ts';
import { type ExpiryFault, parseKeyExpiry } from './key-expiry.ts';
import { type LabelFault, parseLabel } from './label.ts';

/** What a person decides about a key, in canonical form. */
export type KeySettings = {
  readonly label: string | null;
  readonly permissions: readonly Permission[];
  /** `null` allows any address. */
  readonly ipAllowlist: readonly string[] | null;
  /** `null` is never. */
  readonly expiresAt: Date | null;
};

/** As it arrives: shapes checked, meaning not yet. */
export type KeySettingsInput = {
  readonly label?: string | null;
  readonly permissions?: readonly string[];
  readonly ipAllowlist?: readonly string[] | null;
  readonly expiresAt?: string | null;
};

export type KeySettingsResult =
  | { readonly ok: true; readonly settings: KeySettings }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

type Fault =
  | LabelFault
  | IpEntryFault
  | ExpiryFault
  | 'permissions-empty'
  | 'unknown-permission'
  | 'required';

const DETAILS: Record<Fault, string> = {
  'label-empty': 'must not be blank; null is a key without a label',
  'label-too-long': `must have at most ${LIMITS.labelGraphemes} characters`,
  'label-forbidden-character': 'must not hold control, invisible or private-use characters',
  'permissions-empty': 'must name at least one permission',
  'unknown-permission': 'is not a permission; GET /v1/permissions lists them',
  'ip-not-an-address': 'must be an IPv4 or IPv6 address or a network such as 192.0.2.0/24',
  'ip-allows-everything': 'allows every address; null allows any',
  'ip-host-bits-set': 'has bits set after its prefix',
  'not-an-instant': 'must be a time such as 2027-01-31T12:00:00Z',
  'in-the-past': 'must be in the future',
  'too-far-away': 'must be at most ten years away',
  required: 'must be given',
};

/** What is wrong with a label, for people. */
export const labelError = (fault: LabelFault): FieldError => fieldError('label', fault);

const PARAMS: { readonly [F in Fault]?: FieldErrorParams } = {
  'label-too-long': { max: LIMITS.labelGraphemes },
  'too-far-away': { maxDays: LIMITS.keyLifetimeSeconds / 86_400 },
};

const fieldError = (field: string, code: Fault): FieldError => {
  const params = PARAMS[code];
  return { field, code, detail: DETAILS[code], ...(params && { params }) };
};

/** With what was probably meant. */
const suggesting = (error: FieldError, suggestion: string | undefined): FieldError =>
  suggestion === undefined
    ? error
    : { ...error, detail: `${error.detail}; did you mean ${suggestion}?`, params: { suggestion } };

/**
 * Reads settings, naming every fault at its field. What is left out is as in `base`, the settings of an existing
 * key; without one it is the default, and permissions must be given. `now` judges the expiry.
 */
export function parseKeySettings(
  { label, permissions, ipAllowlist, expiresAt }: KeySettingsInput,
  { base, now }: { base: KeySettings | null; now: Date },
): KeySettingsResult {
  const errors: FieldError[] = [];
  const settings = {
    label: label === undefined ? (base?.label ?? null) : readLabel(label, errors),
    permissions: readPermissions(permissions ?? base?.permissions, errors),
    ipAllowlist:
      ipAllowlist === undefined ? (base?.ipAllowlist ?? null) : readIpAllowlist(ipAllowlist, errors),
    expiresAt: readExpiry(
      expiresAt === undefined ? (base?.expiresAt?.toISOString() ?? null) : expiresAt,
      now,
      errors,
    ),
  };
  return errors.length === 0 ? { ok: true, settings } : { ok: false, errors };
}

function readLabel(text: string | null, errors: FieldError[]): string | null {
  if (text === null) return null;
  const result = parseLabel(text);
  if (result.ok) return result.label;
  errors.push(fieldError('label', result.fault));
  return null;
}

function readPermissions(names: readonly string[] | undefined, errors: FieldError[]): Permission[] {
  if (names === undefined) errors.push(fieldError('permissions', 'required'));
  if (names?.length === 0) errors.push(fieldError('permissions', 'permissions-empty'));
  for (const [index, name] of (names ?? []).entries()) {
    if (!isPermission(name)) errors.push(fieldError(`permissions.${index}`, 'unknown-permission'));
  }
  return canonicalPermissions((names ?? []).filter(isPermission));
}

function readIpAllowlist(texts: readonly string[] | null, errors: FieldError[]): string[] | null {
  if (texts === null) return null;
  const entries = new Set<string>();
  for (const [index, text] of texts.entries()) {
    const result = parseIpEntry(text);
    if (result.ok) entries.add(result.entry);
    else errors.push(suggesting(fieldError(`ipAllowlist.${index}`, result.fault), result.suggestion));
  }
  return [...entries];
}

function readExpiry(text: string | null, now: Date, errors: FieldError[]): Date | null {
  if (text === null) return null;
  const result = parseKeyExpiry(text, now);
  if (result.ok) return result.expiresAt;
  errors.push(fieldError('expiresAt', result.fault));
  return null;
}
