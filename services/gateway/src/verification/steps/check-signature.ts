import type { SignatureBase } from '@countersign/signing';
import type { LiveVerifier } from '../../api-key-lookup/live-verifier.ts';
import type { Rejection } from '../../rejection.ts';

/** The signature over the raw bytes, as they came. */
export function checkSignature(
  verifier: LiveVerifier,
  signed: SignatureBase,
  signature: string,
): Rejection | null {
  return verifier.verifies(signed, signature) ? null : 'signature-invalid';
}
