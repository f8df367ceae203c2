import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../refusal.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What the gateway sends as the user: printable, no blanks or commas, so a header sent twice never passes. */
const PRINCIPAL = /^[!-+\--~]{1,128}$/;

/**
 * True if the call brings the token that only the gateway has. Digests are compared, so that the time taken tells
 * neither content nor length.
 */
export function isFromGateway(headers: Headers, upstreamToken: string): boolean {
  const given = headers['countersign-upstream-token'];
  if (typeof given !== 'string') return false;
  return timingSafeEqual(digest(given), digest(upstreamToken));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** The user for whom the gateway vouches. */
export function principalOf(headers: Headers): string {
  const principal = headers['countersign-user'];
  if (typeof principal !== 'string' || !PRINCIPAL.test(principal)) {
    throw new Refusal('caller', 'countersign-user: invalid');
  }
  return principal;
}
