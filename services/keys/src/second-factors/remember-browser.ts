import type { DatabaseTransaction } from '@countersign/database';
import { upsertKnownBrowser } from './attempt-store.ts';

/**
 * Notes that a second factor succeeded in this browser. From now on it has an attempt budget of its own, so
 * that nobody elsewhere can lock its owner out. Only after a success, in the same transaction.
 */
export async function rememberBrowser(
  trx: DatabaseTransaction,
  browser: { userId: string; browserDigest: Buffer },
): Promise<void> {
  await upsertKnownBrowser(trx, browser);
}
