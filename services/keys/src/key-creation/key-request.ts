import { type KeySettings, type KeySettingsInput, parseKeySettings } from '../api-keys/key-settings.ts';
import type { FieldError } from '../field-error.ts';

/** The settings of a key as they were asked for. Immutable once the creation has begun. */
export type KeyRequest = KeySettings;

export type KeyRequestInput = KeySettingsInput;

export type KeyRequestResult =
  | { readonly ok: true; readonly request: KeyRequest }
  | { readonly ok: false; readonly errors: readonly FieldError[] };

/** Reads a request for a key, naming every fault at its field. `now` judges the expiry. */
export function parseKeyRequest(input: KeyRequestInput, now: Date): KeyRequestResult {
  const result = parseKeySettings(input, { base: null, now });
  return result.ok ? { ok: true, request: result.settings } : result;
}
