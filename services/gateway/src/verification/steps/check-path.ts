import { isSignedPath } from '../../profiles/bitfinex-v2/path.ts';
import type { Rejection } from '../../rejection.ts';

/** One spelling a path, and none that would let digits move between path, nonce and body. */
export function checkPath(target: string): Rejection | null {
  return isSignedPath(target) ? null : 'path-malformed';
}
