import type { DatabaseTransaction } from '@countersign/database';
import type { Mail } from '@countersign/outbox';
import { mintToken, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { queueMail } from '../outbox/queue-mail.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { acceptPassword } from './accept-password.ts';
import { assertEmail } from './email-address.ts';
import {
  countRegistrationMails,
  insertOrLockUser,
  type User,
  updateDecoy,
  updatePasswordHash,
  upsertEmailVerification,
} from './user-store.ts';

export const VERIFICATION_PURPOSE = 'email-verification';

export type Registration = {
  readonly email: string;
  readonly password: string;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

/**
 * Registers, or does what makes the answer the same when the address is known: the mailbox learns the
 * difference, the caller does not. Hashing comes first and always, so the time tells nothing either. Nor does
 * signing in with the password that was just registered: it is kept as a decoy, and answered like the password of an
 * account that was not verified (sessions/sign-in.ts).
 *
 * An address that is known but was never verified. Two people may have registered it, and whoever reads the
 * mailbox must not end up verifying an account under somebody else's password. So:
 * - The latest registration counts: its password replaces the earlier one, its link puts an end to the earlier
 *   link, and every session opened with the earlier password ends. Who registered somebody else's address first
 *   gains nothing from the owner's registering and verifying later.
 * - A link from such a repeated registration works only in the browser that registered. Who registers the
 *   owner's address after the owner did, hoping that the owner opens the newest mail, gains nothing either: in
 *   the owner's browser that link changes nothing. It costs the owner a new registration, no more.
 * The first link of an address works anywhere, because people do read mail on another device. A stranger's
 * registration that the owner confirms unasked is what remains; the mail says what not to press.
 *
 * @throws Refusal `validation-failed`
 */
export async function registerUser(deps: Deps, registration: Registration, once: Once): Promise<void> {
  const email = assertEmail(registration.email);
  const password = acceptPassword(deps, registration.password, { email, field: 'password' });

  const passwordHash = await deps.passwordHasher.hash(password);
  await runOnce(deps.db, once, async (trx) => {
    const { user, isNew } = await insertOrLockUser(trx, { email, passwordHash });
    if (!isNew && (await isMailLimitReached(trx, deps, user))) return;
    if (user.isEmailVerified)
      await standStill(trx, deps, { user, passwordHash, client: registration.client });
    else await startVerification(trx, deps, { user, isNew, passwordHash, registration });
  });
  deps.nudgeRelay();
}

/** Without mail nothing changes either: a password must not be replaced without its owner hearing of it. */
async function isMailLimitReached(trx: DatabaseTransaction, deps: Deps, user: User): Promise<boolean> {
  const { registrationMailsPerHour } = limitsFor(deps.settings.limits);
  return (await countRegistrationMails(trx, user)) >= registrationMailsPerHour;
}

async function startVerification(
  trx: DatabaseTransaction,
  deps: Deps,
  { user, isNew, passwordHash, registration }: Started,
): Promise<void> {
  if (!isNew) {
    await updatePasswordHash(trx, user.id, passwordHash);
    const ended = await endSessionsOf(trx, user.id);
    await recordEndings(trx, ended, { client: registration.client, reason: 'registered-again' });
  }
  const token = mintToken(deps.randomBytes).expose();
  const verification = {
    userId: user.id,
    tokenDigest: tokenDigest(VERIFICATION_PURPOSE, token),
    browserDigest: isNew ? null : registration.browserDigest,
  };
  await upsertEmailVerification(trx, verification, LIMITS.emailVerificationSeconds);
  await queue(trx, deps, user, { template: 'email-verification', payload: { token } });
  await insertAuditEvent(trx, { userId: user.id, type: 'user-registered', client: registration.client });
}

type Started = { user: User; isNew: boolean; passwordHash: string; registration: Registration };

/** The address is taken. Whoever registers it again finds an account that waits for its verification, for ever. */
async function standStill(
  trx: DatabaseTransaction,
  deps: Deps,
  { user, passwordHash, client }: { user: User; passwordHash: string; client: ClientInfo },
): Promise<void> {
  await updateDecoy(trx, user.id, passwordHash);
  const payload = { requestedAt: deps.now().toISOString() };
  await queue(trx, deps, user, { template: 'already-registered', payload });
  await insertAuditEvent(trx, { userId: user.id, type: 'registration-repeated', client });
}

async function queue(trx: DatabaseTransaction, deps: Deps, user: User, mail: Mail): Promise<void> {
  const notAfter = new Date(deps.now().getTime() + LIMITS.emailVerificationSeconds * 1_000);
  await queueMail(
    trx,
    { userId: user.id, about: null, recipient: user.email, notAfter, mail },
    deps.keyrings,
  );
}
