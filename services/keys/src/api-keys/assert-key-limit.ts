import type { DatabaseTransaction } from '@countersign/database';
import type { Limits } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { countActiveKeys } from './api-key-store.ts';

/**
 * Room for one more key: what still works counts, and so does not what has expired or was revoked. A key that is
 * being replaced does not count either, or an account with as many keys as it may have could rotate none. The
 * caller holds the user's lock.
 *
 * @throws Refusal `key-limit-reached`
 */
export async function assertKeyLimit(
  trx: DatabaseTransaction,
  owner: { userId: string; replacedKeyId: string | null },
  { keysPerUser }: Limits,
): Promise<void> {
  if ((await countActiveKeys(trx, owner)) >= keysPerUser) throw new Refusal('key-limit-reached');
}
