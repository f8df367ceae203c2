import { createCipheriv, createDecipheriv } from 'node:crypto';

/** 96-bit tags and shorter are refused: NIST SP 800-38D §5.2.1.2 recommends the full 128 bits. */
export const TAG_BYTES = 16;

type GcmInput = { key: Uint8Array; nonce: Uint8Array; aad: Uint8Array };

const cipherName = (key: Uint8Array) => (key.byteLength === 16 ? 'aes-128-gcm' : 'aes-256-gcm');

/** Returns `ciphertext || tag`. */
export function encryptGcm({ key, nonce, aad }: GcmInput, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv(cipherName(key), key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Takes `ciphertext || tag`; the plaintext leaves this function only after the tag was checked. Throws otherwise. */
export function decryptGcm({ key, nonce, aad }: GcmInput, sealed: Uint8Array): Buffer {
  if (sealed.byteLength < TAG_BYTES) throw new Error('sealed value is shorter than its tag');
  const split = sealed.byteLength - TAG_BYTES;
  const decipher = createDecipheriv(cipherName(key), key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.subarray(split));
  const head = decipher.update(sealed.subarray(0, split));
  return Buffer.concat([head, decipher.final()]);
}
