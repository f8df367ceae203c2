import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { lockOpenUser, type User } from './user-store.ts';

/** One link a user: a newer one puts an end to the one before. */
export async function upsertPasswordReset(
  trx: DatabaseTransaction,
  { userId, tokenDigest }: { userId: string; tokenDigest: Buffer },
  validSeconds: number,
): Promise<void> {
  const values = {
    token_digest: tokenDigest,
    expires_at: sql<Date>`now() + make_interval(secs => ${validSeconds})`,
  };
  await trx
    .insertInto('password_resets')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** The address of the account that this token could set a password for now; `null` when it could not. */
export async function findResetAddress(db: Database, tokenDigest: Buffer): Promise<string | null> {
  const row = await liveReset(db, tokenDigest)
    .innerJoin('users', 'users.id', 'password_resets.user_id')
    .select('users.email')
    .executeTakeFirst();
  return row?.email ?? null;
}

/** Uses the token up: of all who come with it, one gets the user, locked. */
export async function consumePasswordReset(
  trx: DatabaseTransaction,
  tokenDigest: Buffer,
): Promise<User | null> {
  const owner = await liveReset(trx, tokenDigest).select('user_id').executeTakeFirst();
  if (owner === undefined) return null;
  const user = await lockOpenUser(trx, owner.user_id);
  const { numDeletedRows } = await trx
    .deleteFrom('password_resets')
    .where('token_digest', '=', tokenDigest)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
  return numDeletedRows === 1n ? user : null;
}

export async function deletePasswordReset(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('password_resets').where('user_id', '=', userId).execute();
}

const liveReset = (db: Database, tokenDigest: Buffer) =>
  db
    .selectFrom('password_resets')
    .where('token_digest', '=', tokenDigest)
    .where('password_resets.expires_at', '>', sql<Date>`now()`);
