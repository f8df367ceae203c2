const GRAMMAR = /^[1-9][0-9]{0,15}$/;

/** The nonce as a number: digits only, no leading zero, at most 2^53 - 1, which a number holds exactly. `null` otherwise. */
export function parseNonce(text: string): number | null {
  if (!GRAMMAR.test(text)) return null;
  const nonce = Number(text);
  return nonce <= Number.MAX_SAFE_INTEGER ? nonce : null;
}
