import type { ClientAddress } from '../../addresses/client-address.ts';
import type { Limiter } from '../../limits/limiter.ts';
import type { Rejection } from '../../rejection.ts';

/** How often one address may ask at all, whoever it claims to be; `null` as limiter sets no limit. */
export function limitAddress(limiter: Limiter | null, address: ClientAddress): Rejection | null {
  return limiter === null || limiter.take(address.limitKey) ? null : 'address-limit-reached';
}
