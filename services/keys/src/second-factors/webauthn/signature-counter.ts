/**
 * WebAuthn §6.1.1: a counter rises with each assertion; authenticators without one always say 0. One that stays or
 * falls means that the credential exists twice, or that an old assertion is back.
 */
export function hasRisen(received: number, stored: number): boolean {
  return received > stored || (received === 0 && stored === 0);
}
