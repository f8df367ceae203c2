import { createHash } from 'node:crypto';
import { encodeFields } from './field-encoding.ts';
import type { Redacted } from './redacted.ts';

export const VERIFIER_BYTES = 48;

/** What is kept instead of a secret: SHA-384(secret), which is the key HMAC derives from it (RFC 2104 §3). Text counts as UTF-8. */
export function verifierOf(secret: Redacted<string | Uint8Array>): Buffer {
  return createHash('sha384').update(secret.expose()).digest();
}

/** Digest that the signed key record carries, so that a sealed verifier cannot be swapped for another genuine one. */
export function verifierDigest(verifier: Uint8Array): Buffer {
  return createHash('sha256').update('countersign/verifier/v1\0').update(verifier).digest();
}

/** What a sealed verifier is bound to: only what never changes, so that an edit need not seal again. */
export type VerifierBinding = {
  readonly environment: string;
  readonly keyId: string;
  readonly ownerId: string;
  readonly algorithm: string;
  readonly verifierGeneration: number;
};

export const VERIFIER_LABEL = 'countersign/verifier/v1';

export function verifierAad(binding: VerifierBinding): Buffer {
  return encodeFields([
    binding.environment,
    binding.keyId,
    binding.ownerId,
    binding.algorithm,
    String(binding.verifierGeneration),
  ]);
}
