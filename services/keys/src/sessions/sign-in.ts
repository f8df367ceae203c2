import { inTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { returnAttempt } from '../second-factors/attempt-store.ts';
import { canonicalEmail } from '../users/email-address.ts';
import { canonicalPassword } from '../users/password.ts';
import { reservePasswordAttempt } from '../users/reserve-password-attempt.ts';
import { findUserByEmail, lockUser, type User } from '../users/user-store.ts';
import { openSession, type SessionToOpen } from './open-session.ts';
import type { SessionContext } from './session.ts';

export type SignIn = Omit<SessionToOpen, 'userId' | 'by'> & {
  readonly email: string;
  readonly password: string;
};

/**
 * Opens a session for who knows the password (open-session.ts). An unknown address, a wrong password and a used-up budget look alike and take equally long.
 *
 * @throws Refusal `credentials-invalid`
 */
export async function signIn(
  deps: Deps,
  { email, password, browserDigest, formerSession, client }: SignIn,
): Promise<{ user: Omit<SessionContext, 'assurance' | 'hasSecondFactor'>; token: Redacted<string> }> {
  const address = canonicalEmail(email);
  const user = address === null ? null : await findUserByEmail(deps.db, address);
  // At the same time, so that counting hides in the time that hashing takes; nothing is told before both are done.
  const [attempt, isCorrect] = await Promise.all([
    user === null ? null : reservePasswordAttempt(deps, { userId: user.id, browserDigest }),
    deps.passwordHasher.isCorrect(canonicalPassword(password), user?.passwordHash ?? null),
  ]);
  if (!isCorrect || user === null || attempt === null) throw new Refusal('credentials-invalid');

  const session = { userId: user.id, by: 'password', browserDigest, formerSession, client } as const;
  const { sessionId, token } = await inTransaction(deps.db, async (trx) => {
    assertPasswordUnchanged(await lockUser(trx, user.id), user);
    await returnAttempt(trx, attempt);
    return openSession(trx, deps, session);
  });
  deps.nudgeRelay();
  const { id: userId, email: canonical, isEmailVerified } = user;
  return { user: { sessionId, userId, email: canonical, isEmailVerified }, token };
}

/** Registering again may have replaced the password while it was being checked. */
function assertPasswordUnchanged(locked: User, checked: User): void {
  if (locked.passwordHash !== checked.passwordHash) throw new Refusal('credentials-invalid');
}
