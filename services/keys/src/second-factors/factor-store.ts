import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import type { FactorSummary } from './accepted-methods.ts';

/** For statements that read `users`: the account has a factor that counts, of whatever kind. */
export const HAS_SECOND_FACTOR = sql<boolean>`(
  exists (select from totp_factors f where f.user_id = users.id and f.activated_at is not null)
  or exists (select from security_keys k where k.user_id = users.id))`;

/** What the account has to countersign with, in one statement. */
export async function readFactorSummary(db: Database, userId: string): Promise<FactorSummary> {
  const row = await db
    .selectFrom('users')
    .select([
      'is_security_key_only',
      sql<boolean>`exists (select from totp_factors f
                           where f.user_id = users.id and f.activated_at is not null)`.as('has_totp'),
      sql<number>`(select count(*)::int from security_keys k where k.user_id = users.id)`.as('security_keys'),
      sql<number>`(select count(*)::int from recovery_codes c
                   where c.user_id = users.id and c.used_at is null)`.as('unused_recovery_codes'),
    ])
    .where('id', '=', userId)
    .executeTakeFirstOrThrow();
  return {
    hasTotp: row.has_totp,
    securityKeys: row.security_keys,
    unusedRecoveryCodes: row.unused_recovery_codes,
    isSecurityKeyOnly: row.is_security_key_only,
  };
}

/** The end of the hold on `withdraw`, if it is still to come. */
export async function readWithdrawHold(db: Database, userId: string): Promise<Date | null> {
  const row = await db
    .selectFrom('users')
    .select('withdraw_held_until')
    .where('id', '=', userId)
    .where('withdraw_held_until', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return row?.withdraw_held_until ?? null;
}

/** Never shortens a hold. */
export async function writeWithdrawHold(
  trx: DatabaseTransaction,
  { userId, hours }: { userId: string; hours: number },
): Promise<void> {
  await trx
    .updateTable('users')
    .set({
      withdraw_held_until: sql<Date>`greatest(withdraw_held_until, now() + make_interval(hours => ${hours}::int))`,
    })
    .where('id', '=', userId)
    .execute();
}

/** Notes that the account has a factor now. False: it had one before, now or at some time. */
export async function markFirstFactor(trx: DatabaseTransaction, userId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ had_second_factor: true })
    .where('id', '=', userId)
    .where('had_second_factor', '=', false)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** True if that was a change. */
export async function writeSecurityKeyOnly(
  trx: DatabaseTransaction,
  { userId, isSecurityKeyOnly }: { userId: string; isSecurityKeyOnly: boolean },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ is_security_key_only: isSecurityKeyOnly })
    .where('id', '=', userId)
    .where('is_security_key_only', '!=', isSecurityKeyOnly)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
