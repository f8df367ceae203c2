import { randomUUID } from 'node:crypto';
import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import { assertKeyLimit } from '../api-keys/assert-key-limit.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { type Limits, limitsFor } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import type { SessionContext } from '../sessions/session.ts';
import { lockUser } from '../users/user-store.ts';
import { describeKeyCreation } from './describe-key-creation.ts';
import type { KeyCreationView } from './key-creation.schemas.ts';
import { countCreations, findKeyCreation, insertKeyCreation } from './key-creation-store.ts';
import { type KeyRequestInput, parseKeyRequest } from './key-request.ts';
import { requestDigest } from './request-digest.ts';

export type KeyCreationStart = {
  readonly session: SessionContext;
  readonly input: KeyRequestInput;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

/**
 * Begins a key creation: writes down what is asked for, bound to user and browser. It is never changed again.
 *
 * @throws Refusal `email-not-verified`, `second-factor-not-enrolled`, `validation-failed`,
 * `creation-limit-reached`, `confirmation-mail-limit-reached`, `key-limit-reached`
 */
export async function startKeyCreation(
  deps: Deps,
  { session, input, browserDigest, client }: KeyCreationStart,
  once: Once,
): Promise<KeyCreationView> {
  const { userId, sessionId } = session;
  if (!session.isEmailVerified) throw new Refusal('email-not-verified');
  if (!session.hasSecondFactor) throw new Refusal('second-factor-not-enrolled');
  return runOnce(deps.db, once, async (trx) => {
    await lockUser(trx, userId);
    const request = readRequest(input, await databaseTime(trx));
    await assertWithinLimits(trx, userId, limitsFor(deps.settings.limits));
    const id = randomUUID();
    const digest = requestDigest({ creationId: id, userId }, request);
    await insertKeyCreation(trx, { id, userId, sessionId, browserDigest, request, requestDigest: digest });
    const details = {
      label: request.label,
      permissions: request.permissions,
      ipAllowlist: request.ipAllowlist,
      expiresAt: request.expiresAt?.toISOString() ?? null,
    };
    await insertAuditEvent(trx, { userId, type: 'key-creation-started', client, subject: id, details });
    const creation = await findKeyCreation(trx, id);
    if (creation === null) throw new Error('a key creation has vanished');
    return describeKeyCreation(trx, creation);
  });
}

function readRequest(input: KeyRequestInput, now: Date) {
  const result = parseKeyRequest(input, now);
  if (!result.ok) throw new Refusal('validation-failed', { errors: result.errors });
  return result.request;
}

async function assertWithinLimits(trx: DatabaseTransaction, userId: string, limits: Limits): Promise<void> {
  const counts = await countCreations(trx, userId);
  if (counts.open >= limits.openCreationsPerUser) {
    throw new Refusal('creation-limit-reached', { reason: 'open at once' });
  }
  if (counts.lastHour >= limits.creationsPerHour) {
    throw new Refusal('creation-limit-reached', {
      reason: 'within an hour',
      retryAfterSeconds: counts.secondsToNext,
    });
  }
  // Said now rather than after the second factor was used up.
  if (counts.mailsToday >= limits.confirmationMailsPerDay)
    throw new Refusal('confirmation-mail-limit-reached');
  await assertKeyLimit(trx, userId, limits);
}
