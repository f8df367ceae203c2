const BRACE = 0x7b;
const BRACKET = 0x5b;

/** True for no body, or one that begins as a JSON object or array does: then no digit of it can be read as the nonce's. */
export function isSignedBody(body: Uint8Array): boolean {
  const first = body[0];
  return first === undefined || first === BRACE || first === BRACKET;
}
