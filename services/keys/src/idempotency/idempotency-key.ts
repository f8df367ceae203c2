import { createHmac } from 'node:crypto';

/** Bare, or in quotes as draft-ietf-httpapi-idempotency-key-header-07 §2.1 has it; the same key either way. */
export const IDEMPOTENCY_KEY_PATTERN = '^(?:([A-Za-z0-9._~-]{1,64})|"([A-Za-z0-9._~-]{1,64})")$';
const HEADER = new RegExp(IDEMPOTENCY_KEY_PATTERN);

/** The key in an `Idempotency-Key` header; `null` if it is none. */
export function parseIdempotencyKey(header: string): string | null {
  const [, bare, quoted] = HEADER.exec(header) ?? [];
  return bare ?? quoted ?? null;
}

/** One request, as far as it matters for what is the same request again. */
export type KeyedRequest = {
  readonly operationId: string;
  readonly idempotencyKey: string;
  /** Whoever sends it; `null` if nothing tells. */
  readonly caller: string | null;
  /** Path parameters, query and body. */
  readonly content: readonly unknown[];
};

/** What a request is remembered by: where its record stands, and what makes it the same request. */
export type RequestDigests = { readonly id: Buffer; readonly request: Buffer };

/**
 * Keyed digests, for a content may hold a password: nobody who reads the table can try passwords. Neither can who
 * also has `secret`, because the client's own key, which is stored nowhere, is part of both.
 *
 * A caller whom nothing tells from others shares no record with anybody: there the content is part of the place.
 */
export function requestDigests(
  secret: Buffer,
  { operationId, idempotencyKey, caller, content }: KeyedRequest,
): RequestDigests {
  const digest = (what: string, ...parts: readonly unknown[]) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([what, operationId, idempotencyKey, ...parts]))
      .digest();
  return {
    id: caller === null ? digest('of nobody', content) : digest('of a caller', caller),
    request: digest('request', content),
  };
}
