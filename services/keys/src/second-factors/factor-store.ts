import type { Database } from '@countersign/database';
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
