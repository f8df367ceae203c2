/** WebAuthn §5.8.4: how a browser may reach an authenticator. `cable` is what `hybrid` was called before. */
export const TRANSPORTS = ['usb', 'nfc', 'ble', 'smart-card', 'hybrid', 'internal', 'cable'] as const;

export type Transport = (typeof TRANSPORTS)[number];

/**
 * Those that we know, once each, in our order: only a hint for the browser, which also ignores what it does not
 * know. Never for the library, which throws on `hybrid` (its issue 132).
 */
export function knownTransports(named: readonly string[]): readonly Transport[] {
  return TRANSPORTS.filter((transport) => named.includes(transport));
}
