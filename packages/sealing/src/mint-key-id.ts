import { BASE62, checksum } from './checksum.ts';
import { draw, type RandomBytes } from './random.ts';

const RANDOM_CHARACTERS = 24;
/** The largest multiple of 62 that fits a byte: bytes from here on are thrown away, or some digits would come up more often. */
const FAIR_BYTES = 248;

/** A new key ID. `randomBytes` must be a cryptographic source. */
export function mintKeyId(randomBytes: RandomBytes): string {
  let text = 'ck_';
  while (text.length < 3 + RANDOM_CHARACTERS) {
    for (const byte of draw(randomBytes, 32)) {
      if (byte < FAIR_BYTES && text.length < 3 + RANDOM_CHARACTERS) text += BASE62.charAt(byte % 62);
    }
  }
  return text + checksum(text);
}
