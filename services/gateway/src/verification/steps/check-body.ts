import { isSignedBody } from '../../profiles/bitfinex-v2/body.ts';
import type { Rejection } from '../../rejection.ts';

/** The last part of the grammar that makes the split of the signed text unique. */
export function checkBody(body: Uint8Array): Rejection | null {
  return isSignedBody(body) ? null : 'body-malformed';
}
