import { parseNonce } from '../profiles/bitfinex-v2/nonce.ts';

const PREFIX = 'AUTH';

/**
 * The nonce that an auth payload was signed with: `AUTH<nonce>`, or `AUTH<nonce><nonce>` as some clients write it.
 * What stands beside the payload is not signed and is not looked at. Digits that can be read both ways count as the
 * greater number, so that the same bytes never yield two nonces.
 */
export function nonceOfPayload(payload: string): number | null {
  if (!payload.startsWith(PREFIX)) return null;
  const digits = payload.slice(PREFIX.length);
  return parseNonce(digits) ?? parseNonce(halfOf(digits));
}

/** What stands there twice; empty if nothing does. */
function halfOf(text: string): string {
  const half = text.slice(0, text.length / 2);
  return half + half === text ? half : '';
}
