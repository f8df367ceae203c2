import { type RandomBytes, Redacted, tokenDigest } from '@countersign/sealing';

export const RECOVERY_CODES = 10;

/** Crockford's base32: no I, L, O, U, so that nothing is misread from paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 20 characters of 5 bits: 100 bits cannot be guessed, so an unsalted digest of a code keeps it. */
const CHARACTERS = 20;

/** A recovery code as it is shown: `7K2M-9QXT-…`, five groups of four. */
export function mintRecoveryCode(randomBytes: RandomBytes): Redacted<string> {
  const bytes = randomBytes(CHARACTERS);
  const text = Array.from(bytes, (byte) => ALPHABET.charAt(byte & 31)).join('');
  return new Redacted(text.replace(/(.{4})(?=.)/g, '$1-'));
}

/** The only form in which a code is stored. Case, dashes and the usual misreadings do not matter. */
export function recoveryCodeDigest(code: string): Buffer {
  const canonical = code.toUpperCase().replaceAll('-', '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return tokenDigest('recovery-code', canonical);
}
