import type { ApiKey } from '../../api-key-lookup/api-key.ts';
import type { Rejection } from '../../rejection.ts';

/** A key that is known to be revoked is refused here; that an active one still is, only the nonce's statement can say. */
export function checkStatus(key: ApiKey): Rejection | null {
  return key.status === 'active' ? null : 'key-revoked';
}
