import { createHash } from 'node:crypto';
import { encodeFields } from '@countersign/sealing';
import type { KeyRequest } from './key-request.ts';

/**
 * Digest of what a key creation asked for, taken when it began. Whatever countersigns it (second factor,
 * confirmation) is checked against this digest, so that what was approved is what is made.
 */
export function requestDigest(
  { creationId, userId }: { creationId: string; userId: string },
  { label, permissions, ipAllowlist, expiresAt, replaces }: KeyRequest,
): Buffer {
  const settings = JSON.stringify([
    ...[label, permissions, ipAllowlist, expiresAt?.toISOString() ?? null],
    ...(replaces === null ? [] : [replaces.keyId, replaces.oldKeyExpiresInSeconds]),
  ]);
  return createHash('sha256')
    .update(encodeFields(['countersign/key-request/v1', creationId, userId, settings]))
    .digest();
}
