import { createHmac, timingSafeEqual } from 'node:crypto';
import { shortMac } from './short-mac.ts';

/**
 * What a signature covers: a text, then raw bytes, with nothing in between. Which parts of a request these are
 * is the profile's to say.
 */
export type SignatureBase = { readonly text: string; readonly body: Uint8Array };

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

const HEX_DIGITS = 96;
const right = Buffer.alloc(HEX_DIGITS);
const given = Buffer.alloc(HEX_DIGITS);

/** True if `signature` is the lower-case hex of the right MAC. Constant time in the MAC. */
export function isSignatureValid(verifier: Uint8Array, base: SignatureBase, signature: string): boolean {
  // A character that is not ASCII would be several bytes, and what does not fit is not written.
  const isPlain = signature.length === HEX_DIGITS && given.write(signature, 'utf8') === HEX_DIGITS;
  if (!isPlain) return false;
  right.write(shortMac(verifier, base) ?? macOf(verifier, base).toString('hex'), 'latin1');
  return timingSafeEqual(right, given);
}
