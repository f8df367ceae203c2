import { checksum } from './checksum.ts';

/** `ct_`, 256 random bits as 43 characters of base64url, 6 of checksum. */
export const SCOPED_TOKEN_LENGTH = 52;
const SHAPE = /^ct_[0-9A-Za-z_-]{49}$/;
const UNCHECKED_LENGTH = 46;

/** True for a string that a gateway could have minted: right shape, right checksum. */
export function isScopedToken(text: string): boolean {
  return (
    text.length === SCOPED_TOKEN_LENGTH &&
    SHAPE.test(text) &&
    checksum(text.slice(0, UNCHECKED_LENGTH)) === text.slice(UNCHECKED_LENGTH)
  );
}
