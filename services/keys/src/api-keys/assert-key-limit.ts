import type { DatabaseTransaction } from '@countersign/database';
import type { Limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { listUnrevokedKeyIds } from './api-key-store.ts';

/**
 * Room for one more key: what is not revoked counts. The caller holds the user's lock.
 *
 * @throws Refusal `key-limit-reached`
 */
export async function assertKeyLimit(
  trx: DatabaseTransaction,
  userId: string,
  { keysPerUser }: Limits,
): Promise<void> {
  const keyIds = await listUnrevokedKeyIds(trx, userId);
  if (keyIds.length >= keysPerUser) throw new Refusal('key-limit-reached');
}
