import type { ClientAddress } from '../../addresses/client-address.ts';
import type { ApiKey } from '../../api-key-lookup/api-key.ts';
import type { Rejection } from '../../rejection.ts';

/** Comes before the nonce: a thief of a captured request, elsewhere, must not use up the owner's nonces. */
export function checkAddress(key: ApiKey, address: ClientAddress): Rejection | null {
  const allowed = key.allowedAddresses === null || key.allowedAddresses.includes(address.text);
  return allowed ? null : 'address-not-allowed';
}
