import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import { limitsFor } from '../limits.ts';
import { isKnownBrowser } from '../second-factors/attempt-store.ts';
import { type BudgetUse, clearBudget, takeFromBudget } from './address-budget-store.ts';

const DAY_SECONDS = 24 * 3_600;
const BUDGET = 'password';

/**
 * Takes one attempt from today's budget of passwords, before any is compared: they are guessed from many places at
 * once, so each address counts wrong ones, too. An address without an account counts in the same way: how many
 * tries are left tells nobody whether there is one. In a browser where the owner's second factor once succeeded,
 * the owner has a count apart.
 *
 * @returns to be given back if the password was right; `null` when none is left today
 */
export async function reservePasswordAttempt(
  { db, settings }: Deps,
  { email, userId, browserDigest }: { email: string; userId: string | null; browserDigest: Buffer | null },
): Promise<BudgetUse | null> {
  const isKnown =
    userId !== null && browserDigest !== null && (await isKnownBrowser(db, { userId, browserDigest }));
  const budget = isKnown ? `${BUDGET}:${browserDigest.toString('hex')}` : BUDGET;
  const limit = limitsFor(settings.limits).passwordAttemptsPerDay;
  return inTransaction(db, (trx) =>
    takeFromBudget(trx, { email, budget, windowSeconds: DAY_SECONDS, limit }),
  );
}

/** Whoever used the budget up was guessing at a password that is gone. */
export async function forgetPasswordAttempts(trx: DatabaseTransaction, email: string): Promise<void> {
  await clearBudget(trx, { email, budget: BUDGET });
}
