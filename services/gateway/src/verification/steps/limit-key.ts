import type { ApiKey } from '../../api-key-lookup/api-key.ts';
import type { Limiter } from '../../limits/limiter.ts';
import type { Rejection } from '../../rejection.ts';

/** How often one key may call the upstream; only its holder gets this far. */
export function limitKey(limiter: Limiter | null, key: ApiKey): Rejection | null {
  return limiter === null || limiter.take(key.keyId) ? null : 'key-limit-reached';
}
