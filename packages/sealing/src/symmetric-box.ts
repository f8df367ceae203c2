import { decryptGcm, encryptGcm } from './aes-gcm.ts';
import type { SymmetricKeyring } from './keyring.ts';
import { draw, type RandomBytes } from './random.ts';
import type { SealedValue } from './seal.ts';

const NONCE_BYTES = 12;

/** Seals under a keyring of one's own (TOTP secrets): AES-256-GCM, `nonce || ciphertext || tag`, random nonce. */
export function sealForSelf(
  keyring: SymmetricKeyring,
  aad: Uint8Array,
  plaintext: Uint8Array,
  randomBytes: RandomBytes,
): SealedValue {
  const nonce = draw(randomBytes, NONCE_BYTES);
  const { kid, bytes } = keyring.current;
  return { kekId: kid, sealed: Buffer.concat([nonce, encryptGcm({ key: bytes, nonce, aad }, plaintext)]) };
}

/** Opens what `sealForSelf` made. Throws on an unknown key or a tampered value: both are an operator's problem. */
export function openForSelf(keyring: SymmetricKeyring, aad: Uint8Array, value: SealedValue): Buffer {
  const key = keyring.byId.get(value.kekId);
  if (key === undefined) throw new Error(`sealed under ${value.kekId}, which the keyring does not hold`);
  const nonce = value.sealed.subarray(0, NONCE_BYTES);
  return decryptGcm({ key: key.bytes, nonce, aad }, value.sealed.subarray(NONCE_BYTES));
}
