import type { Rejection } from '../../rejection.ts';

/** Every signed call of Bitfinex REST v2 is a POST; the method is not signed, so no other may carry a captured one. */
export function checkMethod(method: string): Rejection | null {
  return method === 'POST' ? null : 'method-not-allowed';
}
