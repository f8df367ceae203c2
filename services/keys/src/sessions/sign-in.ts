import { inTransaction } from '@countersign/database';
import type { Redacted } from '@countersign/sealing';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { returnToBudget } from '../users/address-budget-store.ts';
import { canonicalEmail } from '../users/email-address.ts';
import { canonicalPassword } from '../users/password.ts';
import { reservePasswordAttempt } from '../users/reserve-password-attempt.ts';
import { findUserByEmail, lockOpenUser, type User } from '../users/user-store.ts';
import { openSession, type SessionToOpen } from './open-session.ts';
import type { SessionContext } from './session.ts';

export type SignIn = Omit<SessionToOpen, 'userId' | 'by'> & {
  readonly email: string;
  readonly password: string;
};

/**
 * Opens a session for who knows the password of a verified account (open-session.ts). An unknown address, a wrong
 * password and a used-up budget look alike and take equally long: two passwords are compared and one attempt is
 * counted, whatever there is to compare with.
 *
 * The second one is the decoy. Whoever registers an address knows the password of the account that then waits for
 * its verification, or, if the address had an account already, that of a decoy beside it. Both are answered in the
 * same way, so nobody finds out by registering and signing in which of the two it was.
 *
 * @throws Refusal `credentials-invalid`, or `email-not-verified` to who registered the address last
 */
export async function signIn(
  deps: Deps,
  { email: text, password, browserDigest, formerSession, client }: SignIn,
): Promise<{ user: Omit<SessionContext, 'assurance' | 'hasSecondFactor'>; token: Redacted<string> }> {
  const email = canonicalEmail(text);
  if (email === null) throw new Refusal('credentials-invalid', { reason: 'no address that could register' });
  const user = await findUserByEmail(deps.db, email);
  const { isCorrect } = deps.passwordHasher;
  const guess = canonicalPassword(password);
  // At the same time, so that counting hides in the time that hashing takes; nothing is told before all are done.
  const [attempt, isPassword, isDecoy] = await Promise.all([
    reservePasswordAttempt(deps, { email, userId: user?.id ?? null, browserDigest }),
    isCorrect(guess, user?.passwordHash ?? null),
    isCorrect(guess, user?.decoyPasswordHash ?? null),
  ]);
  if (user === null || attempt === null || !(isPassword || isDecoy)) throw new Refusal('credentials-invalid');

  const session = { userId: user.id, by: 'password', browserDigest, formerSession, client } as const;
  const opened = await inTransaction(deps.db, async (trx) => {
    assertUnchanged(await lockOpenUser(trx, user.id), user);
    await returnToBudget(trx, attempt);
    return isPassword && user.isEmailVerified ? openSession(trx, deps, session) : null;
  });
  if (opened === null) throw new Refusal('email-not-verified');
  deps.nudgeRelay();
  const { id: userId, isEmailVerified } = user;
  return { user: { sessionId: opened.sessionId, userId, email, isEmailVerified }, token: opened.token };
}

/** The password may have been replaced, or the account closed, while it was being checked. */
function assertUnchanged(locked: User | null, checked: User): void {
  const isSame =
    locked?.passwordHash === checked.passwordHash && locked?.decoyPasswordHash === checked.decoyPasswordHash;
  if (!isSame) throw new Refusal('credentials-invalid');
}
