import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { openSession, type SessionToOpen } from '../sessions/open-session.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { canonicalEmail } from '../users/email-address.ts';
import {
  deleteEmailVerification,
  insertOrLockUser,
  lockUser,
  markEmailVerified,
  type User,
  updatePasswordHash,
} from '../users/user-store.ts';
import type { ProvenIdentity } from './identity-provider.ts';
import { findIdentity, insertIdentity, touchIdentity } from './outside-identity-store.ts';

export type OutsideSignIn = Omit<SessionToOpen, 'userId' | 'by'> & { readonly identity: ProvenIdentity };

/**
 * Opens a session for the user of this identity. Whatever the provider says of second factors counts for nothing:
 * the session begins at `password`, and an enrolled factor is asked for as after a password.
 *
 * @throws Refusal `outside-email-unverified` or `outside-identity-not-linked`
 */
export async function signInFromOutside(
  trx: DatabaseTransaction,
  deps: Deps,
  { identity, ...session }: OutsideSignIn,
) {
  const linked = (await lockLinked(trx, identity)) ?? (await makeUser(trx, identity, session));
  await touchIdentity(trx, linked.id);
  return openSession(trx, deps, { ...session, userId: linked.userId, by: 'outside-identity' });
}

type Linked = { readonly id: string; readonly userId: string };

/** The identity's link with its user's row locked first; it may have been removed while that took its turn. */
async function lockLinked(trx: DatabaseTransaction, identity: ProvenIdentity): Promise<Linked | null> {
  const found = await findIdentity(trx, identity);
  if (found === null) return null;
  await lockUser(trx, found.userId);
  return findIdentity(trx, identity);
}

/**
 * A first sign-in makes a user, without a password, whose address the provider verified. An address that is a
 * verified user's already is never taken over: whoever runs the provider, or got an address there that was somebody
 * else's once, would get their keys. That user signs in with the password and links the identity.
 *
 * An account that registered the address and never verified it is not its owner's: it loses password and sessions,
 * as it does when the owner registers (register-user.ts).
 */
async function makeUser(
  trx: DatabaseTransaction,
  identity: ProvenIdentity,
  { client }: Pick<OutsideSignIn, 'client'>,
): Promise<Linked> {
  const email = identity.verifiedEmail === null ? null : canonicalEmail(identity.verifiedEmail);
  if (email === null) throw new Refusal('outside-email-unverified');
  const { user, isNew } = await insertOrLockUser(trx, { email, passwordHash: null });
  // Two first sign-ins at once: the other one was faster.
  const linkedMeanwhile = isNew ? null : await findIdentity(trx, identity);
  if (linkedMeanwhile?.userId === user.id) return linkedMeanwhile;
  if (user.isEmailVerified) throw new Refusal('outside-identity-not-linked');
  if (!isNew) await dispossess(trx, user, client);
  await markEmailVerified(trx, user.id);
  const id = await insertIdentity(trx, { ...identity, userId: user.id });
  if (id === null)
    throw new Refusal('outside-sign-in-expired', { reason: 'linked to another user meanwhile' });
  const event = { userId: user.id, client, subject: id, details: { issuer: identity.issuer } } as const;
  await insertAuditEvent(trx, { ...event, type: 'user-registered' });
  await insertAuditEvent(trx, { ...event, type: 'outside-identity-linked' });
  return { id, userId: user.id };
}

async function dispossess(
  trx: DatabaseTransaction,
  user: User,
  client: OutsideSignIn['client'],
): Promise<void> {
  await updatePasswordHash(trx, user.id, null);
  await deleteEmailVerification(trx, user.id);
  const ended = await endSessionsOf(trx, user.id);
  await recordEndings(trx, ended, { client, reason: 'registered-again' });
}
