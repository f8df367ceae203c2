import type { DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';
import { lockOpenUser, type User } from './user-store.ts';

export type EmailChange = {
  readonly userId: string;
  /** Canonical. */
  readonly newEmail: string;
  readonly tokenDigest: Buffer;
  /** The only browser that may redeem it. */
  readonly browserDigest: Buffer;
};

/** One change a user: a newer one puts an end to the one before. */
export async function upsertEmailChange(
  trx: DatabaseTransaction,
  { userId, newEmail, tokenDigest, browserDigest }: EmailChange,
  validSeconds: number,
): Promise<void> {
  const values = {
    new_email: newEmail,
    token_digest: tokenDigest,
    browser_digest: browserDigest,
    expires_at: sql<Date>`now() + make_interval(secs => ${validSeconds})`,
  };
  await trx
    .insertInto('email_changes')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** The live change with this token and its user, locked. */
export async function lockEmailChange(
  trx: DatabaseTransaction,
  tokenDigest: Buffer,
): Promise<{ change: EmailChange; user: User } | null> {
  const found = trx.selectFrom('email_changes').where('token_digest', '=', tokenDigest);
  const owner = await found.select('user_id').executeTakeFirst();
  if (owner === undefined) return null;
  const user = await lockOpenUser(trx, owner.user_id);
  const row = await found.selectAll().where('expires_at', '>', sql<Date>`now()`).executeTakeFirst();
  if (row === undefined || user === null) return null;
  const { new_email: newEmail, browser_digest: browserDigest } = row;
  return { change: { userId: user.id, newEmail, tokenDigest, browserDigest }, user };
}

export async function deleteEmailChange(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('email_changes').where('user_id', '=', userId).execute();
}
