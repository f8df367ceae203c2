import type { Profile } from '../verification/profile.ts';
import { isPublicV1Path, isV1Target } from './bitfinex-v1/path.ts';
import { BITFINEX_V1_PROFILE } from './bitfinex-v1/profile.ts';
import * as v2 from './bitfinex-v2/path.ts';
import { BITFINEX_V2_PROFILE } from './bitfinex-v2/profile.ts';

/** How the caller of this target speaks. What is of no profile is judged, and so refused, as REST v2. */
export function profileOf(target: string): Profile {
  return isV1Target(target) ? BITFINEX_V1_PROFILE : BITFINEX_V2_PROFILE;
}

/** True for what passes through without a key; everything else is judged as a signed request, and so denied by default. */
export function isPublicRequest(method: string, target: string): boolean {
  if (isV1Target(target)) return method === 'GET' && isPublicV1Path(v2.pathOf(target));
  return v2.isPublicRequest(method, target);
}

/** True if the target of a public request has one spelling only. */
export function isPublicTarget(target: string): boolean {
  return isV1Target(target) ? v2.isPublicQueryOf(target) : v2.isPublicTarget(target);
}
