import type { CredentialKey } from './cose-key.ts';

/** The signature of a 4096 bit RSA key. */
export const MAX_SIGNATURE_BYTES = 512;

/**
 * Does it have the form of a signature by such a key? An ECDSA signature must be the one DER (RFC 3279 §2.2.3) that
 * its two numbers have. The library takes whatever stands where they should be, and so many spellings of one.
 */
export function isSignature(bytes: Buffer, { algorithm }: CredentialKey): boolean {
  return algorithm === -7 ? isEcdsaSignature(bytes) : bytes.length <= MAX_SIGNATURE_BYTES;
}

function isEcdsaSignature(bytes: Buffer): boolean {
  if (bytes.length > 72 || bytes[0] !== 0x30 || bytes[1] !== bytes.length - 2) return false;
  const s = afterInteger(bytes.subarray(2));
  return s !== null && afterInteger(s)?.length === 0;
}

/** What follows a positive integer of at most 256 bits in its shortest form; `null` when there is none. */
function afterInteger(bytes: Buffer): Buffer | null {
  const [tag, length = 0, first = 0, second = 0] = bytes;
  if (tag !== 0x02 || length < 1 || length > 33 || bytes.length < 2 + length) return null;
  const isShortest = first === 0 ? length > 1 && second >= 0x80 : first < 0x80 && length <= 32;
  return isShortest ? bytes.subarray(2 + length) : null;
}
