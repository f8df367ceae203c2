/** What a client seems to count its nonces in, by their number of digits; a guess, made for the reader. */
export const NONCE_UNITS = ['seconds', 'milliseconds', 'microseconds', 'unknown'] as const;
export type NonceUnit = (typeof NONCE_UNITS)[number];

/** Seconds since 1970 have 10 digits until 2286, and each finer unit of time three more. */
const BY_DIGITS: Readonly<Record<number, NonceUnit>> = {
  10: 'seconds',
  13: 'milliseconds',
  16: 'microseconds',
};

/** @param nonce in decimal digits */
export function guessNonceUnit(nonce: string): NonceUnit {
  return BY_DIGITS[nonce.length] ?? 'unknown';
}
