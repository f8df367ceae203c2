import { randomUUID } from 'node:crypto';
import type { Database, DatabaseTransaction } from '@countersign/database';
import { sql } from 'kysely';

export type User = {
  readonly id: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  /** `null`: this user has no password and signs in with an outside identity. */
  readonly passwordHash: string | null;
};

export async function findUserByEmail(db: Database, email: string): Promise<User | null> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
  return row === undefined ? null : toUser(row);
}

export async function findUser(db: Database, userId: string): Promise<User> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
  return toUser(row);
}

/** The user's row, locked: sign-ins, registrations and changes of factors of one account take turns. */
export async function lockUser(trx: DatabaseTransaction, userId: string): Promise<User> {
  const row = await trx
    .selectFrom('users')
    .selectAll()
    .where('id', '=', userId)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return toUser(row);
}

/** Makes the user, or finds and locks the one who already has this address. */
export async function insertOrLockUser(
  trx: DatabaseTransaction,
  { email, passwordHash }: { email: string; passwordHash: string },
): Promise<{ user: User; isNew: boolean }> {
  const inserted = await trx
    .insertInto('users')
    .values({ id: randomUUID(), email, email_verified_at: null, password_hash: passwordHash })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (inserted !== undefined) return { user: toUser(inserted), isNew: true };
  const existing = await trx
    .selectFrom('users')
    .selectAll()
    .where('email', '=', email)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow();
  return { user: toUser(existing), isNew: false };
}

export async function updatePasswordHash(
  trx: DatabaseTransaction,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await trx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
}

export async function markEmailVerified(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx
    .updateTable('users')
    .set({ email_verified_at: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
}

/** Mails that registering sent to this account's address within the last hour. */
export async function countRegistrationMails(trx: DatabaseTransaction, userId: string): Promise<number> {
  const { mails } = await trx
    .selectFrom('outbox_messages')
    .select(({ fn }) => fn.countAll<string>().as('mails'))
    .where('user_id', '=', userId)
    .where('template', 'in', ['email-verification', 'already-registered'])
    .where('created_at', '>', sql<Date>`now() - interval '1 hour'`)
    .executeTakeFirstOrThrow();
  return Number(mails);
}

export type EmailVerification = {
  readonly userId: string;
  readonly tokenDigest: Buffer;
  /** The only browser that may redeem it; `null`: any may. */
  readonly browserDigest: Buffer | null;
};

/** One verification a user: a newer one puts an end to the one before. */
export async function upsertEmailVerification(
  trx: DatabaseTransaction,
  { userId, tokenDigest, browserDigest }: EmailVerification,
  validSeconds: number,
): Promise<void> {
  const values = {
    token_digest: tokenDigest,
    browser_digest: browserDigest,
    expires_at: sql<Date>`now() + make_interval(secs => ${validSeconds})`,
  };
  await trx
    .insertInto('email_verifications')
    .values({ user_id: userId, ...values })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute();
}

/** The live verification with this token; locked with its user, whom a registration locks first, too. */
export async function lockEmailVerification(
  trx: DatabaseTransaction,
  tokenDigest: Buffer,
): Promise<EmailVerification | null> {
  const found = trx.selectFrom('email_verifications').where('token_digest', '=', tokenDigest);
  const owner = await found.select('user_id').executeTakeFirst();
  if (owner === undefined) return null;
  await lockUser(trx, owner.user_id);
  const row = await found.selectAll().where('expires_at', '>', sql<Date>`now()`).executeTakeFirst();
  if (row === undefined) return null;
  return { userId: row.user_id, tokenDigest: row.token_digest, browserDigest: row.browser_digest };
}

export async function deleteEmailVerification(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('email_verifications').where('user_id', '=', userId).execute();
}

type Row = { id: string; email: string; email_verified_at: Date | null; password_hash: string | null };

function toUser(row: Row): User {
  return {
    id: row.id,
    email: row.email,
    isEmailVerified: row.email_verified_at !== null,
    passwordHash: row.password_hash,
  };
}
