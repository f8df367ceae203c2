import { randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import type { Deps } from '../../deps.ts';
import { LIMITS } from '../../limits.ts';
import { Refusal } from '../../refusal.ts';
import { isFullyAssured, type SessionContext } from '../../sessions/session.ts';
import { lockUser } from '../../users/user-store.ts';
import type { Approval, StepUpPurpose } from '../approval.ts';
import type { ApprovalRequest } from '../approval-request.schemas.ts';
import { resolveApproval } from '../resolve-approval.ts';
import { assertionOptions } from './ceremony-options.ts';
import { type Ceremony, insertChallenge } from './challenge-store.ts';
import { listSecurityKeys } from './security-key-store.ts';
import type { AssertionOptions } from './webauthn.schemas.ts';

/** 256 bits: whoever answers must have asked (WebAuthn Level 3 §13.4.3 wants 128 at least). */
const CHALLENGE_BYTES = 32;

export type CreatedChallenge = {
  readonly id: string;
  readonly challenge: Buffer;
  readonly expiresAt: Date;
};

/** A fresh challenge of the session, for one ceremony and one approval. */
export async function createChallenge(
  deps: Deps,
  { userId, sessionId }: SessionContext,
  { ceremony, approval }: { ceremony: Ceremony; approval: Approval },
): Promise<CreatedChallenge> {
  const id = randomUUID();
  const challenge = Buffer.from(deps.randomBytes(CHALLENGE_BYTES));
  const expiresAt = await inTransaction(deps.db, async (trx) => {
    // Those who ask for one account take turns, so that no session gets more than its number.
    await lockUser(trx, userId);
    return insertChallenge(trx, { id, userId, sessionId, ceremony, challenge, approval });
  });
  return { id, challenge, expiresAt };
}

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
  const { id, challenge, expiresAt } = await createChallenge(deps, session, {
    ceremony: 'authentication',
    approval,
  });
  const publicKey = assertionOptions({
    rpId: deps.settings.webauthn.rpId,
    challenge,
    timeoutMs: LIMITS.challengeSeconds * 1_000,
    requireUserVerification: false,
    registered: securityKeys,
  });
  return { challengeId: id, expiresAt, publicKey };
}
