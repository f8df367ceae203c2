import { inTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import { limitsFor } from '../limits.ts';
import { countAttempt, isKnownBrowser, type ReservedAttempt } from '../second-factors/attempt-store.ts';

/**
 * Takes one attempt from the account's budget of passwords, before any is compared: they are guessed on many
 * addresses at once, so each account counts wrong ones, too. In a browser where the owner's second factor once
 * succeeded, the owner has a count apart.
 *
 * @returns to be given back if the password was right; `null` when none is left today
 */
export async function reservePasswordAttempt(
  { db, settings }: Deps,
  { userId, browserDigest }: { userId: string; browserDigest: Buffer | null },
): Promise<ReservedAttempt | null> {
  const isKnown = browserDigest !== null && (await isKnownBrowser(db, { userId, browserDigest }));
  const bucket = isKnown ? `password:${browserDigest.toString('hex')}` : 'password';
  const perDay = limitsFor(settings.limits).passwordAttemptsPerDay;
  return inTransaction(db, (trx) => countAttempt(trx, { userId, bucket, perDay }));
}
