import { randomUUID } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import { isFullyAssured, type SessionContext } from '../../sessions/session.ts';
import type { StepUpPurpose } from '../approval.ts';
import type { ApprovalRequest } from '../approval-request.schemas.ts';
import { resolveApproval } from '../resolve-approval.ts';
import { assertionOptions } from './ceremony-options.ts';
import { createChallenge } from './create-challenge.ts';
import { listSecurityKeys } from './security-key-store.ts';
import type { AssertionOptions } from './webauthn.schemas.ts';

export type AssertionRequest = {
  readonly challengeId: string;
  readonly expiresAt: Date;
  readonly publicKey: AssertionOptions;
};

/**
 * Asks the account's security keys for an assertion that approves exactly one thing.
 *
 * @throws Refusal `second-factor-required`, `second-factor-not-enrolled`, `not-found`, `validation-failed`
 */
export async function createAssertionRequest(
  deps: Deps,
  session: SessionContext,
  request: ApprovalRequest & { readonly purpose: StepUpPurpose },
): Promise<AssertionRequest> {
  if (request.purpose !== 'sign-in' && !isFullyAssured(session)) throw new Refusal('second-factor-required');
  const securityKeys = await listSecurityKeys(deps.db, session.userId);
  if (securityKeys.length === 0) {
    throw new Refusal('second-factor-not-enrolled', { detail: 'This account has no security key.' });
  }
  const approval = await resolveApproval(deps.db, session, request);
  const id = randomUUID();
  const asked = { id, ceremony: 'authentication', approval } as const;
  const { challenge, expiresAt } = await createChallenge(deps, session, asked);
  const publicKey = assertionOptions({
    rpId: deps.settings.webauthn.rpId,
    challenge,
    timeoutMs: LIMITS.challengeSeconds * 1_000,
    requireUserVerification: deps.settings.webauthn.requireUserVerification,
    registered: securityKeys,
  });
  return { challengeId: id, expiresAt, publicKey };
}
