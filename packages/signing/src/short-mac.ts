import { hash } from 'node:crypto';
import type { SignatureBase } from './signature.ts';

const BLOCK_BYTES = 128;
const MAC_BYTES = 48;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;
/** Of what is signed; a longer one is not short. */
const MAX_BYTES = 8_192;
/** A character of a string is at most so many bytes of UTF-8. */
const MAX_BYTES_A_CHARACTER = 3;

const inner = Buffer.alloc(BLOCK_BYTES + MAX_BYTES, INNER_PAD);
const outer = Buffer.alloc(BLOCK_BYTES + MAC_BYTES, OUTER_PAD);

/**
 * HMAC-SHA384 (RFC 2104 §2) of a short text and body by a key of 48 bytes, as two hashes in one call each: the same as
 * `macOf`, at half of what an `Hmac` object costs, which is made, filled and thrown away for every request of a gateway.
 *
 * @returns lower-case hex; `null` for what is not short
 */
export function shortMac(key: Uint8Array, { text, body }: SignatureBase): string | null {
  const longest = text.length * MAX_BYTES_A_CHARACTER + body.byteLength;
  if (key.byteLength !== MAC_BYTES || longest > MAX_BYTES) return null;
  for (let i = 0; i < MAC_BYTES; i++) {
    inner[i] = (key[i] as number) ^ INNER_PAD;
    outer[i] = (key[i] as number) ^ OUTER_PAD;
  }
  const bodyAt = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8');
  inner.set(body, bodyAt);
  const signed = inner.subarray(0, bodyAt + body.byteLength);
  outer.write(hash('sha384', signed, 'latin1'), BLOCK_BYTES, 'latin1');
  const mac = hash('sha384', outer, 'hex');
  // Nothing of the key stays behind.
  inner.fill(INNER_PAD, 0, MAC_BYTES);
  outer.fill(OUTER_PAD, 0, MAC_BYTES);
  return mac;
}
