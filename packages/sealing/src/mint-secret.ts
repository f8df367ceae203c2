import { draw, type RandomBytes } from './random.ts';
import { Redacted } from './redacted.ts';

const RANDOM_BYTES = 99;
/** Block size of SHA-384 in bytes (FIPS 180-4 §1). */
const SHA384_BLOCK_BYTES = 128;

/**
 * A new secret: `cs_` and 132 characters of base64url, 135 in all. Longer than the block of SHA-384, so that
 * HMAC hashes it first (RFC 2104 §3) and the digest is all that has to be kept to verify.
 */
export function mintSecret(randomBytes: RandomBytes): Redacted<string> {
  const secret = `cs_${Buffer.from(draw(randomBytes, RANDOM_BYTES)).toString('base64url')}`;
  // At 128 bytes or fewer HMAC would use the secret itself as its key and every client's signature would fail.
  if (Buffer.byteLength(secret, 'utf8') <= SHA384_BLOCK_BYTES) throw new Error('minted secret is too short');
  return new Redacted(secret);
}
