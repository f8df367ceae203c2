import { type KeySettings, type KeySettingsInput, parseKeySettings } from '../api-keys/key-settings.ts';
import type { FieldError } from '../field-error.ts';

/** The key whose place the new one takes, and how long that one still works once the new one is confirmed. */
export type Replacement = { readonly keyId: string; readonly oldKeyExpiresInSeconds: number };

/** The settings of a key as they were asked for. Immutable once the creation has begun. */
export type KeyRequest = KeySettings & { readonly replaces: Replacement | null };

export type KeyRequestInput = KeySettingsInput & {
  readonly replaces?: string;
  readonly oldKeyExpiresInSeconds?: number;
};

export type KeyRequestResult =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/**
 * Reads a request for a key, naming every fault at its field. What a replacement leaves out is as in `oldKey`, the
 * settings of the key that it replaces. `now` judges the expiry.
 */
export function parseKeyRequest(
  { replaces, oldKeyExpiresInSeconds, ...input }: KeyRequestInput,
  { oldKey, now }: { oldKey: KeySettings | null; now: Date },
): KeyRequestResult {
  const result = parseKeySettings(input, { base: oldKey, now });
  const errors = result.ok ? [] : [...result.errors];
  if (replaces !== undefined && oldKeyExpiresInSeconds === undefined) {
    const detail = 'must say how long the old key still works';
    errors.push({ field: 'oldKeyExpiresInSeconds', code: 'required', detail });
  }
  if (replaces === undefined && oldKeyExpiresInSeconds !== undefined) {
    errors.push({ field: 'replaces', code: 'required', detail: 'must name the key that is replaced' });
  }
  if (!result.ok || errors.length > 0) return { ok: false, errors };
  const replacement =
    replaces === undefined ? null : { keyId: replaces, oldKeyExpiresInSeconds: oldKeyExpiresInSeconds ?? 0 };
  return { ok: true, request: { ...result.settings, replaces: replacement } };
}
