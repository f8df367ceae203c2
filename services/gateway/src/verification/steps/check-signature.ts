import type { LiveVerifier, SignedBytes } from '../../api-key-lookup/live-verifier.ts';
import type { Rejection } from '../../rejection.ts';

/** The signature over the raw bytes: path, nonce and body as they came. */
export function checkSignature(
  verifier: LiveVerifier,
  signed: SignedBytes,
  signature: string,
): Rejection | null {
  return verifier.verifies(signed, signature) ? null : 'signature-invalid';
}
