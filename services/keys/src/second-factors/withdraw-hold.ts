import { type Database, type DatabaseTransaction, databaseTime } from '@countersign/database';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { readWithdrawHold, writeWithdrawHold } from './factor-store.ts';

/** What a key must not come to while the hold lasts. */
const HELD_PERMISSION = 'withdraw:write';

/**
 * Starts the hold anew: what the account can be countersigned with has changed, perhaps not by its owner, who hears
 * of it by mail and has this long to object before any key can withdraw.
 */
export async function holdWithdrawal(
  trx: DatabaseTransaction,
  { settings }: Pick<Deps, 'settings'>,
  userId: string,
): Promise<void> {
  await writeWithdrawHold(trx, { userId, hours: settings.withdrawHoldHours });
}

/**
 * Call it where a key is to get these permissions. It counts where the caller holds the user's lock; before that it
 * only spares the person a code.
 *
 * @throws Refusal `withdraw-on-hold`, with the time left
 */
export async function assertNoWithdrawHold(
  db: Database,
  userId: string,
  permissions: readonly string[],
): Promise<void> {
  if (!permissions.includes(HELD_PERMISSION)) return;
  const heldUntil = await readWithdrawHold(db, userId);
  if (heldUntil === null) return;
  const leftMs = heldUntil.getTime() - (await databaseTime(db)).getTime();
  throw new Refusal('withdraw-on-hold', { retryAfterSeconds: Math.max(1, Math.ceil(leftMs / 1_000)) });
}
