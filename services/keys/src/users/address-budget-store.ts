import type { DatabaseTransaction } from '@countersign/database';
import { tokenDigest } from '@countersign/sealing';
import { sql } from 'kysely';

export type AddressBudget = {
  /** Canonical. Counted whether or not it has an account, so that counting tells nothing. */
  readonly email: string;
  /** What is counted, such as `password`. */
  readonly budget: string;
  readonly windowSeconds: number;
  readonly limit: number;
};

/** One use, so that it can be given back. */
export type BudgetUse = {
  readonly addressDigest: Buffer;
  readonly budget: string;
  /** As the database writes it: a `Date` would round. */
  readonly windowStart: string;
};

/** Counts a use unless the window has none left; the row lock makes concurrent calls take turns. */
export async function takeFromBudget(
  trx: DatabaseTransaction,
  { email, budget, windowSeconds, limit }: AddressBudget,
): Promise<BudgetUse | null> {
  const addressDigest = tokenDigest('address-budget', email);
  const row = await trx
    .insertInto('address_budgets')
    .values({
      address_digest: addressDigest,
      budget,
      window_start: sql<Date>`to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int)`,
      used: 1,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['address_digest', 'budget', 'window_start'])
        .doUpdateSet({ used: sql`address_budgets.used + 1` })
        .where('address_budgets.used', '<', limit),
    )
    .returning(sql<string>`window_start::text`.as('window_start'))
    .executeTakeFirst();
  return row === undefined ? null : { addressDigest, budget, windowStart: row.window_start };
}

/** Until uses are counted anew: windows begin at whole multiples of their length. */
export const secondsToNextWindow = ({ windowSeconds }: Pick<AddressBudget, 'windowSeconds'>, now: Date) =>
  windowSeconds - (Math.floor(now.getTime() / 1_000) % windowSeconds);

export async function returnToBudget(
  trx: DatabaseTransaction,
  { addressDigest, budget, windowStart }: BudgetUse,
): Promise<void> {
  await trx
    .updateTable('address_budgets')
    .set({ used: sql`greatest(used - 1, 0)` })
    .where('address_digest', '=', addressDigest)
    .where('budget', '=', budget)
    .where('window_start', '=', sql<Date>`${windowStart}::timestamptz`)
    .execute();
}

/** Forgets what was counted: what it guarded has just been replaced. */
export async function clearBudget(
  trx: DatabaseTransaction,
  { email, budget }: { email: string; budget: string },
): Promise<void> {
  await trx
    .deleteFrom('address_budgets')
    .where('address_digest', '=', tokenDigest('address-budget', email))
    .where('budget', '=', budget)
    .execute();
}
