import type { Database } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { acceptedMethods } from './accepted-methods.ts';
import type { StepUpPurpose } from './approval.ts';
import type { ReservedAttempt } from './attempt-store.ts';
import { readFactorSummary } from './factor-store.ts';
import { reserveSecondFactorAttempt } from './reserve-attempt.ts';
import type { SecondFactor } from './second-factor.ts';
import { type TakenChallenge, takeAuthenticationChallenge } from './webauthn/challenge-store.ts';

type Arrival = {
  readonly session: Pick<SessionContext, 'userId' | 'sessionId'>;
  readonly secondFactor: SecondFactor;
  readonly purpose: StepUpPurpose;
  /** Digest of the browser binding, `null` in a browser that has none. */
  readonly browserDigest: Buffer | null;
  readonly client: ClientInfo;
};

/** A second factor whose attempt is counted and whose challenge is used up, yet nobody has looked at. */
export type BegunSecondFactor = {
  readonly secondFactor: SecondFactor;
  readonly reserved: ReservedAttempt;
  /** Of an assertion, if it was this session's and still open. */
  readonly challenge: TakenChallenge | null;
};

/**
 * Does what must be committed before a second factor is looked at, so that no crash and no rollback gives it back:
 * counts the attempt, deletes the challenge. Hand the result to `consumeSecondFactor`.
 *
 * @throws Refusal `security-key-required`, `second-factor-attempts-exhausted`
 */
export async function beginSecondFactor(
  deps: Deps,
  { session, secondFactor, purpose, browserDigest, client }: Arrival,
): Promise<BegunSecondFactor> {
  const { userId, sessionId } = session;
  const { method } = secondFactor;
  await assertNoDowngrade(deps.db, userId, secondFactor, purpose);
  const reserved = await reserveSecondFactorAttempt(deps, { userId, browserDigest, method, client });
  const challenge =
    method === 'webauthn'
      ? await takeAuthenticationChallenge(deps.db, { id: secondFactor.challengeId, userId, sessionId })
      : null;
  return { secondFactor, reserved, challenge };
}

/** KS-28: says plainly what is missing. That it counts for nothing either way is up to `consumeSecondFactor`. */
async function assertNoDowngrade(
  db: Database,
  userId: string,
  { method }: SecondFactor,
  purpose: StepUpPurpose,
): Promise<void> {
  if (method === 'webauthn') return;
  const summary = await readFactorSummary(db, userId);
  const lax = acceptedMethods({ ...summary, isSecurityKeyOnly: false }, 'sign-in');
  if (lax.includes(method) && !acceptedMethods(summary, purpose).includes(method)) {
    throw new Refusal('security-key-required');
  }
}
