import type { Keyring } from './keyring.ts';
import { type SealedValue, seal } from './seal.ts';
import { VERIFIER_LABEL, type VerifierBinding, verifierAad } from './verifier.ts';

/** Seals a verifier to the gateway. */
export function sealVerifier(
  gateway: Keyring<'seal'>,
  binding: VerifierBinding,
  verifier: Uint8Array,
): SealedValue {
  return seal(gateway, VERIFIER_LABEL, verifierAad(binding), verifier);
}
