import { randomUUID } from 'node:crypto';
import type { Database, DatabaseTransaction, UserTable } from '@countersign/database';
import { type Selectable, sql } from 'kysely';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';

/** An account that was not closed. */
export type User = {
  readonly id: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  /** `null`: this user has no password and signs in with an outside identity. */
  readonly passwordHash: string | null;
  /** Of whoever registered this verified address once more. Matching it is answered as an account not verified. */
  readonly decoyPasswordHash: string | null;
};

export async function findUserByEmail(db: Database, email: string): Promise<User | null> {
  return toUser(await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst());
}

/** @throws Refusal `not-signed-in` when the account was closed in the meantime */
export async function findUser(db: Database, userId: string): Promise<User> {
  return assertOpen(
    toUser(await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst()),
  );
}

/**
 * The user's row, locked: sign-ins, registrations and changes of factors of one account take turns.
 *
 * @throws Refusal `not-signed-in` when the account was closed in the meantime
 */
export async function lockUser(trx: DatabaseTransaction, userId: string): Promise<User> {
  return assertOpen(await lockOpenUser(trx, userId));
}

/** The user's row, locked; `null` when the account is closed. */
export async function lockOpenUser(trx: DatabaseTransaction, userId: string): Promise<User | null> {
  const found = trx.selectFrom('users').selectAll().where('id', '=', userId);
  return toUser(await found.forNoKeyUpdate().executeTakeFirst());
}

/** Who has this address, locked. */
export async function lockUserByEmail(trx: DatabaseTransaction, email: string): Promise<User | null> {
  const found = trx.selectFrom('users').selectAll().where('email', '=', email);
  return toUser(await found.forNoKeyUpdate().executeTakeFirst());
}

function assertOpen(user: User | null): User {
  if (user === null) throw new Refusal('not-signed-in', { reason: 'the account is closed' });
  return user;
}

/** Makes the user, or finds and locks the one who already has this address. */
export async function insertOrLockUser(
  trx: DatabaseTransaction,
  { email, passwordHash }: { email: string; passwordHash: string | null },
): Promise<{ user: User; isNew: boolean }> {
  const inserted = await trx
    .insertInto('users')
    .values({ id: randomUUID(), email, email_verified_at: null, password_hash: passwordHash })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .returningAll()
    .executeTakeFirst();
  const user = toUser(inserted);
  if (user !== null) return { user, isNew: true };
  const existing = await lockUserByEmail(trx, email);
  // Closed, or moved to another address, between the two statements.
  if (existing === null) throw new Refusal('service-unavailable', { retryAfterSeconds: 1 });
  return { user: existing, isNew: false };
}

export async function updatePasswordHash(
  trx: DatabaseTransaction,
  userId: string,
  passwordHash: string | null,
): Promise<void> {
  await trx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', userId).execute();
}

/** Lives as long as an account that is never verified, and is swept like one, so that nobody tells the two apart. */
export async function updateDecoy(
  trx: DatabaseTransaction,
  userId: string,
  passwordHash: string,
): Promise<void> {
  await trx
    .updateTable('users')
    .set({
      decoy_password_hash: passwordHash,
      decoy_expires_at: sql<Date>`now() + make_interval(secs => ${LIMITS.emailVerificationSeconds})`,
    })
    .where('id', '=', userId)
    .execute();
}

/** False when somebody else has the address. The decoy belonged to the one before. */
export async function updateEmail(trx: DatabaseTransaction, userId: string, email: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({
      email,
      email_verified_at: sql<Date>`now()`,
      decoy_password_hash: null,
      decoy_expires_at: null,
    })
    .where('id', '=', userId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('users as other').select('other.id').where('other.email', '=', email))),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Leaves the row for the security history to refer to. The address is free, no password or identity opens anything. */
export async function markClosed(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('email_verifications').where('user_id', '=', userId).execute();
  await trx.deleteFrom('outside_identities').where('user_id', '=', userId).execute();
  await trx
    .updateTable('users')
    .set({
      email: null,
      closed_at: sql<Date>`now()`,
      password_hash: null,
      decoy_password_hash: null,
      decoy_expires_at: null,
    })
    .where('id', '=', userId)
    .execute();
}

export async function markEmailVerified(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx
    .updateTable('users')
    .set({ email_verified_at: sql<Date>`now()` })
    .where('id', '=', userId)
    .execute();
}

/**
 * Mails that registering this user's address as it stands has sent within the last hour. Those from before it was
 * verified do not count after: the fewer that are left would tell that somebody has just opened an account.
 */
export async function countRegistrationMails(
  trx: DatabaseTransaction,
  { id: userId, isEmailVerified }: User,
): Promise<number> {
  const { mails } = await trx
    .selectFrom('outbox_messages')
    .select(({ fn }) => fn.countAll<string>().as('mails'))
    .where('user_id', '=', userId)
    .where('template', '=', isEmailVerified ? 'already-registered' : 'email-verification')
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
  if ((await lockOpenUser(trx, owner.user_id)) === null) return null;
  const row = await found.selectAll().where('expires_at', '>', sql<Date>`now()`).executeTakeFirst();
  if (row === undefined) return null;
  return { userId: row.user_id, tokenDigest: row.token_digest, browserDigest: row.browser_digest };
}

export async function deleteEmailVerification(trx: DatabaseTransaction, userId: string): Promise<void> {
  await trx.deleteFrom('email_verifications').where('user_id', '=', userId).execute();
}

function toUser(row: Selectable<UserTable> | undefined): User | null {
  if (row === undefined || row.email === null) return null;
  return {
    id: row.id,
    email: row.email,
    isEmailVerified: row.email_verified_at !== null,
    passwordHash: row.password_hash,
    decoyPasswordHash: row.decoy_password_hash,
  };
}
