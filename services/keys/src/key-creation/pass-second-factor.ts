import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { mintToken, type Redacted } from '@countersign/sealing';
import { findStoredKey } from '../api-keys/api-key-store.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import { confirmationTokenDigest } from '../confirmation/confirmable.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { notify } from '../notifications/notify.ts';
import { queueMail } from '../outbox/queue-mail.ts';
import { Refusal } from '../refusal.ts';
import { type Approval, approvalOf } from '../second-factors/approval.ts';
import { type BegunSecondFactor, beginSecondFactor } from '../second-factors/begin-second-factor.ts';
import { consumeSecondFactor } from '../second-factors/consume-second-factor.ts';
import { rememberBrowser } from '../second-factors/remember-browser.ts';
import type { SecondFactor } from '../second-factors/second-factor.ts';
import { tellOfRecoveryCode } from '../second-factors/tell-of-recovery-code.ts';
import type { SessionContext } from '../sessions/session.ts';
import { assertMailLeft } from './assert-mail-left.ts';
import { assertSameBrowser, lockOwnCreation, readOwnCreation } from './authorize-creation.ts';
import type { KeyCreation } from './key-creation.ts';
import { countCreationAttempt, moveKeyCreation } from './key-creation-store.ts';
import type { Replacement } from './key-request.ts';
import { transition } from './transitions.ts';

export type SecondFactorProof = {
  readonly creationId: string;
  readonly session: SessionContext;
  readonly secondFactor: SecondFactor;
  readonly browserDigest: Buffer | null;
  readonly client: ClientInfo;
};

type Attempt = SecondFactorProof & {
  readonly browserDigest: Buffer;
  readonly number: number;
  readonly begun: BegunSecondFactor;
};

/**
 * Countersigns a creation with the second factor and queues the confirmation mail. The attempt is counted first,
 * in transactions of its own: no crash and no rollback gives it back to whoever guesses.
 *
 * @throws Refusal `second-factor-invalid`, `second-factor-attempts-exhausted`, `security-key-required`,
 * `creation-refused`, `confirmation-mail-limit-reached`, `wrong-browser`, `not-found`, or what the state answers
 */
export async function passSecondFactor(deps: Deps, proof: SecondFactorProof): Promise<void> {
  const { userId } = proof.session;
  const creation = await readOwnCreation(deps.db, proof.creationId, userId);
  transition(creation.state, 'second_factor_passed');
  assertSameBrowser(creation, proof.browserDigest);
  const { browserDigest } = creation;
  const number = await reserveCreationAttempt(deps, creation);
  const { session, secondFactor, client } = proof;
  const purpose = 'key-creation';
  const begun = await beginSecondFactor(deps, { session, secondFactor, purpose, browserDigest, client });
  const attempt = { ...proof, browserDigest, number, begun };
  const token = mintToken(deps.randomBytes);
  const isRight = await inTransaction(deps.db, (trx) => evaluate(trx, deps, attempt, token));
  deps.nudgeRelay();
  if (!isRight) throw new Refusal('second-factor-invalid');
}

async function reserveCreationAttempt(deps: Deps, { id }: KeyCreation): Promise<number> {
  const number = await inTransaction(deps.db, (trx) => countCreationAttempt(trx, id));
  if (number !== null) return number;
  // The last attempt may still be under way, so its fate decides about the creation, not this request.
  throw new Refusal('creation-refused', { reason: 'no attempt left' });
}

/** True if the factor was right and the creation has moved on; false if it was wrong, which is written down. */
async function evaluate(
  trx: DatabaseTransaction,
  deps: Deps,
  attempt: Attempt,
  token: Redacted<string>,
): Promise<boolean> {
  const { creationId, session, begun, client } = attempt;
  const { userId } = session;
  const creation = await lockOwnCreation(trx, creationId, userId);
  // Another tab may have been faster: the code must not be used up for nothing.
  const to = transition(creation.state, 'second_factor_passed');
  await assertMailLeft(trx, { userId }, limitsFor(deps.settings.limits));
  const approval = creationApproval(creation);
  if (!(await consumeSecondFactor(trx, deps, { userId, begun, approval, client }))) {
    await recordFailure(trx, deps, creation, attempt);
    return false;
  }
  await rememberBrowser(trx, { userId, browserDigest: attempt.browserDigest });
  const digest = confirmationTokenDigest('key-confirmation', token.expose());
  const set = { confirmationTokenDigest: digest, confirmationMails: 1 };
  await moveKeyCreation(trx, { id: creationId, from: creation.state, to, set });
  await queueConfirmationMail(trx, deps, creation, attempt, token);
  await recordSuccess(trx, deps, attempt);
  return true;
}

/** What the second factor approves: this creation, with exactly what was asked for. */
export function creationApproval({ id, requestDigest }: Pick<KeyCreation, 'id' | 'requestDigest'>): Approval {
  return approvalOf('key-creation', { subject: id, change: requestDigest.toString('base64url') });
}

async function queueConfirmationMail(
  trx: DatabaseTransaction,
  deps: Deps,
  { id, request, createdAt, expiresAt }: KeyCreation,
  { session, client }: Attempt,
  token: Redacted<string>,
): Promise<void> {
  const payload = {
    creationId: id,
    token: token.expose(),
    label: request.label,
    permissions: request.permissions,
    ipAllowlist: request.ipAllowlist,
    keyExpiresAt: request.expiresAt?.toISOString() ?? null,
    requestedAt: createdAt.toISOString(),
    requestedFrom: client,
    linkExpiresAt: expiresAt.toISOString(),
    replaces: request.replaces && (await describeReplaced(trx, request.replaces)),
  };
  const mail = { template: 'key-confirmation', payload } as const;
  const { userId, email: recipient } = session;
  await queueMail(
    trx,
    { userId, about: { creationId: id }, recipient, notAfter: expiresAt, mail },
    deps.keyrings,
  );
}

async function describeReplaced(trx: DatabaseTransaction, { keyId, oldKeyExpiresInSeconds }: Replacement) {
  const label = (await findStoredKey(trx, keyId))?.label ?? null;
  return { keyId, label, endsInSeconds: oldKeyExpiresInSeconds };
}

async function recordSuccess(
  trx: DatabaseTransaction,
  deps: Deps,
  { creationId, session, secondFactor, client }: Attempt,
): Promise<void> {
  const event = { userId: session.userId, client, subject: creationId } as const;
  const { method } = secondFactor;
  if (method === 'recovery_code') {
    await insertAuditEvent(trx, { ...event, type: 'recovery-code-used' });
    await tellOfRecoveryCode(trx, deps, event);
  }
  await insertAuditEvent(trx, { ...event, type: 'key-creation-approved', details: { method } });
}

/** The last attempt decides: if it was wrong, too, the creation is over. */
async function recordFailure(
  trx: DatabaseTransaction,
  deps: Deps,
  { id, state }: KeyCreation,
  { number, session, secondFactor, client }: Attempt,
): Promise<void> {
  const event = { userId: session.userId, client, subject: id } as const;
  const details = { method: secondFactor.method, attempt: number };
  await insertAuditEvent(trx, { ...event, type: 'second-factor-failed', details });
  if (number < LIMITS.creationAttempts) return;
  await moveKeyCreation(trx, { id, from: state, to: transition(state, 'attempts_exhausted') });
  await insertAuditEvent(trx, { ...event, type: 'key-creation-refused' });
  const { userId } = session;
  await notify(trx, deps, {
    kind: 'second-factor-attempts-exhausted',
    userId,
    client,
    of: 'key-creation',
  });
}
