import { checksum } from './checksum.ts';

/** `ck_`, 24 random base62 characters (142 bits), 6 of checksum. */
export const KEY_ID_LENGTH = 33;
const SHAPE = /^ck_[0-9A-Za-z]{30}$/;

/** True for a string that the key service could have minted: right shape, right checksum. */
export function isKeyId(text: string): boolean {
  return text.length === KEY_ID_LENGTH && SHAPE.test(text) && checksum(text.slice(0, 27)) === text.slice(27);
}
