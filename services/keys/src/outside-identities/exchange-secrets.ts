import { timingSafeEqual } from 'node:crypto';
import { type Redacted, tokenDigest } from '@countersign/sealing';

/** What ties an answer of the identity provider to the browser that was sent there. */
export type ExchangeSecrets = {
  /** Comes back with the answer (RFC 6749 §10.12). */
  readonly state: string;
  /** Comes back inside the ID token (OpenID Connect Core 1.0 §3.1.2.1). */
  readonly nonce: string;
  /** Redeems the code; the provider has seen its digest only (RFC 7636 §4.1). */
  readonly codeVerifier: string;
};

/**
 * All three come from the token in the browser's cookie, each by a digest of its own: so none is stored anywhere,
 * and whoever sees the state or the nonce learns nothing of the others.
 */
export function exchangeSecrets(token: Redacted<string>): ExchangeSecrets {
  const derive = (purpose: string) => tokenDigest(`outside-${purpose}`, token.expose()).toString('base64url');
  return { state: derive('state'), nonce: derive('nonce'), codeVerifier: derive('code-verifier') };
}

/** The only form in which the token itself is stored. */
export function exchangeDigest(token: Redacted<string>): Buffer {
  return tokenDigest('outside-exchange', token.expose());
}

export function isStateOf(token: Redacted<string>, state: string | undefined): boolean {
  const expected = Buffer.from(exchangeSecrets(token).state);
  const given = Buffer.from(state ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
