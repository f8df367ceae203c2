import { randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import { mintToken, type Redacted, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import {
  countAttempt,
  isKnownBrowser,
  type ReservedAttempt,
  returnAttempt,
} from '../second-factors/attempt-store.ts';
import { canonicalEmail } from '../users/email-address.ts';
import { canonicalPassword } from '../users/password.ts';
import { findUserByEmail, lockUser, type User } from '../users/user-store.ts';
import { SESSION_PURPOSE } from './load-session.ts';
import { recordEndings } from './record-endings.ts';
import type { SessionContext } from './session.ts';
import { endOldestSessions, endSessionByToken, insertSession } from './session-store.ts';

export type SignIn = {
  readonly email: string;
  readonly password: string;
  readonly browserDigest: Buffer | null;
  /** Digest of the session token that the browser came with: that session ends. */
  readonly formerSession: Buffer | null;
  readonly client: ClientInfo;
};

/**
 * Opens a session under a token of its own: whatever cookie was planted in the browser before is worth nothing
 * afterwards. An unknown address, a wrong password and a used-up budget look alike and take equally long.
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
    user === null ? null : reservePasswordAttempt(deps, user.id, browserDigest),
    deps.passwordHasher.isCorrect(canonicalPassword(password), user?.passwordHash ?? null),
  ]);
  if (!isCorrect || user === null || attempt === null) throw new Refusal('credentials-invalid');

  const token = mintToken(deps.randomBytes);
  const session = {
    sessionId: randomUUID(),
    userId: user.id,
    tokenDigest: tokenDigest(SESSION_PURPOSE, token.expose()),
    client,
  };
  await inTransaction(deps.db, async (trx) => {
    assertPasswordUnchanged(await lockUser(trx, user.id), user);
    await returnAttempt(trx, attempt);
    const former = formerSession === null ? [] : await endSessionByToken(trx, formerSession);
    await recordEndings(trx, former, { client, reason: 'new-sign-in' });
    const oldest = await endOldestSessions(trx, user.id, LIMITS.sessionsPerUser - 1);
    await recordEndings(trx, oldest, { client, reason: 'session-limit' });
    await insertSession(trx, session);
    await insertAuditEvent(trx, { userId: user.id, type: 'signed-in', client, subject: session.sessionId });
  });
  const { id: userId, email: canonical, isEmailVerified } = user;
  return { user: { sessionId: session.sessionId, userId, email: canonical, isEmailVerified }, token };
}

/**
 * Passwords are guessed on many addresses at once, so each account counts wrong ones, too. `null` when none is
 * left today; in a browser where the owner's second factor once succeeded, the owner has a count apart.
 */
async function reservePasswordAttempt(
  { db, settings }: Deps,
  userId: string,
  browserDigest: Buffer | null,
): Promise<ReservedAttempt | null> {
  const isKnown = browserDigest !== null && (await isKnownBrowser(db, { userId, browserDigest }));
  const bucket = isKnown ? `password:${browserDigest.toString('hex')}` : 'password';
  const perDay = limitsFor(settings.limits).passwordAttemptsPerDay;
  return inTransaction(db, (trx) => countAttempt(trx, { userId, bucket, perDay }));
}

/** Registering again may have replaced the password while it was being checked. */
function assertPasswordUnchanged(locked: User, checked: User): void {
  if (locked.passwordHash !== checked.passwordHash) throw new Refusal('credentials-invalid');
}
