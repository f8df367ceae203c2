import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * What a signature covers: a text, then raw bytes, with nothing in between. Which parts of a request these are
 * is the profile's to say.
 */
export type SignatureBase = { readonly text: string; readonly body: Uint8Array };

const SIGNATURE = /^[0-9a-f]{96}$/;
const NO_BYTES = new Uint8Array(0);

/**
 * HMAC-SHA384 (RFC 2104) over a signature base.
 *
 * @param hmacKey the secret as text, or the verifier (SHA-384 of the secret): both give the same signature
 * @returns 48 bytes
 */
export function macOf(hmacKey: string | Uint8Array, { text, body }: SignatureBase): Buffer {
  return createHmac('sha384', hmacKey).update(text).update(body).digest();
}

/** A signature base of text only. */
export function textBase(text: string): SignatureBase {
  return { text, body: NO_BYTES };
}

/** True if `signature` is the lower-case hex of the right MAC. Constant time in the MAC. */
export function isSignatureValid(verifier: Uint8Array, base: SignatureBase, signature: string): boolean {
  if (!SIGNATURE.test(signature)) return false;
  return timingSafeEqual(macOf(verifier, base), Buffer.from(signature, 'hex'));
}
