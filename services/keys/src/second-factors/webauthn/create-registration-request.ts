import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import type { SessionContext } from '../../sessions/session.ts';
import { enrolmentApproval } from '../add-factor.ts';
import { registrationOptions } from './ceremony-options.ts';
import { createChallenge } from './create-challenge.ts';
import { listSecurityKeys } from './security-key-store.ts';
import { userHandleOf } from './user-handle.ts';
import type { RegistrationOptions } from './webauthn.schemas.ts';

export type RegistrationRequest = {
  /** Where the account has a factor, what that factor has to approve: the subject of `second-factor-enrolment`. */
  readonly challengeId: string;
  readonly expiresAt: Date;
  readonly publicKey: RegistrationOptions;
};

/**
 * Asks for a credential of a security key that the account does not have yet.
 *
 * @throws Refusal `email-not-verified`, `security-key-limit-reached`
 */
export async function createRegistrationRequest(
  deps: Deps,
  session: SessionContext,
): Promise<RegistrationRequest> {
  const { userId, email, isEmailVerified } = session;
  if (!isEmailVerified) throw new Refusal('email-not-verified');
  const registered = await listSecurityKeys(deps.db, userId);
  if (registered.length >= LIMITS.securityKeysPerUser) throw new Refusal('security-key-limit-reached');
  const id = randomUUID();
  const asked = { id, ceremony: 'registration', approval: enrolmentApproval(id) } as const;
  const { challenge, expiresAt } = await createChallenge(deps, session, asked);
  const publicKey = registrationOptions({
    rpId: deps.settings.webauthn.rpId,
    platformName: deps.settings.platformName,
    challenge,
    timeoutMs: LIMITS.challengeSeconds * 1_000,
    requireUserVerification: deps.settings.webauthn.requireUserVerification,
    user: { handle: userHandleOf(userId), email },
    registered,
  });
  return { challengeId: id, expiresAt, publicKey };
}
