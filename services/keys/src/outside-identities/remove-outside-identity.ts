import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import { Refusal } from '../refusal.ts';
import type { StepUp } from '../second-factors/require-step-up.ts';
import { secureAccount } from '../users/secure-account.ts';
import { lockUser } from '../users/user-store.ts';
import { countIdentities, deleteIdentity, findIssuer } from './outside-identity-store.ts';

export type Removal = Pick<StepUp, 'session' | 'client'> & { readonly id: string };

/**
 * Takes an identity off the account; nobody can sign in with it from now on. Every other session ends: which of them
 * it opened is not known. What they began is cancelled. Runs inside the step-up, if the account has a second factor.
 *
 * @throws Refusal `not-found`, or `last-sign-in-method` when the account would be out of reach
 */
export async function removeOutsideIdentity(
  trx: DatabaseTransaction,
  { id, session: { userId, sessionId }, client }: Removal,
): Promise<void> {
  const { passwordHash } = await lockUser(trx, userId);
  const issuer = await findIssuer(trx, { userId, id });
  if (issuer === null) throw new Refusal('not-found');
  if (passwordHash === null && (await countIdentities(trx, userId)) === 1) {
    throw new Refusal('last-sign-in-method');
  }
  await deleteIdentity(trx, { userId, id });
  await secureAccount(trx, { userId, client, reason: 'outside-identity-removed', keepSession: sessionId });
  await insertAuditEvent(trx, {
    userId,
    type: 'outside-identity-removed',
    client,
    subject: id,
    details: { issuer },
  });
}
