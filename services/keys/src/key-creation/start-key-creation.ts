import { randomUUID } from 'node:crypto';
import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import { findStoredKey } from '../api-keys/api-key-store.ts';
import { assertKeyLimit } from '../api-keys/assert-key-limit.ts';
import type { KeySettings } from '../api-keys/key-settings.ts';
import { settingsOf } from '../api-keys/stored-key.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { type Limits, limitsFor } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { assertNoWithdrawHold } from '../second-factors/withdraw-hold.ts';
import type { SessionContext } from '../sessions/session.ts';
import { lockUser } from '../users/user-store.ts';
import { assertMailLeft } from './assert-mail-left.ts';
import { describeKeyCreation } from './describe-key-creation.ts';
import type { KeyCreationView } from './key-creation.schemas.ts';
import { countCreations, findKeyCreation, insertKeyCreation } from './key-creation-store.ts';
import { type KeyRequest, type KeyRequestInput, parseKeyRequest } from './key-request.ts';
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
 * `withdraw-on-hold`, `creation-limit-reached`, `confirmation-mail-limit-reached`, `key-limit-reached`; `not-found` or
 * `key-already-revoked` for the key to be replaced
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
    const request = await readRequest(trx, userId, input);
    await assertNoWithdrawHold(trx, userId, request.permissions);
    await assertWithinLimits(trx, userId, request, limitsFor(deps.settings.limits));
    const id = randomUUID();
    const digest = requestDigest({ creationId: id, userId }, request);
    await insertKeyCreation(trx, { id, userId, sessionId, browserDigest, request, requestDigest: digest });
    const details = {
      label: request.label,
      permissions: request.permissions,
      ipAllowlist: request.ipAllowlist,
      expiresAt: request.expiresAt?.toISOString() ?? null,
      ...(request.replaces !== null && { replaces: request.replaces }),
    };
    await insertAuditEvent(trx, { userId, type: 'key-creation-started', client, subject: id, details });
    const creation = await findKeyCreation(trx, id);
    if (creation === null) throw new Error('a key creation has vanished');
    return describeKeyCreation(trx, creation);
  });
}

async function readRequest(
  trx: DatabaseTransaction,
  userId: string,
  input: KeyRequestInput,
): Promise<KeyRequest> {
  const oldKey = input.replaces === undefined ? null : await readReplacedKey(trx, userId, input.replaces);
  const result = parseKeyRequest(input, { oldKey, now: await databaseTime(trx) });
  if (!result.ok) throw new Refusal('validation-failed', { errors: result.errors });
  return result.request;
}

async function readReplacedKey(
  trx: DatabaseTransaction,
  userId: string,
  keyId: string,
): Promise<KeySettings> {
  const key = await findStoredKey(trx, keyId);
  if (key === null || key.userId !== userId) throw new Refusal('not-found');
  if (key.isRevoked) throw new Refusal('key-already-revoked');
  return settingsOf(key);
}

async function assertWithinLimits(
  trx: DatabaseTransaction,
  userId: string,
  { replaces }: KeyRequest,
  limits: Limits,
): Promise<void> {
  const counts = await countCreations(trx, userId);
  if (counts.open >= limits.openCreationsPerUser) {
    throw new Refusal('creation-limit-reached', {
      reason: 'open at once',
      retryAfterSeconds: counts.secondsToEnd,
    });
  }
  if (counts.lastHour >= limits.creationsPerHour) {
    throw new Refusal('creation-limit-reached', {
      reason: 'within an hour',
      retryAfterSeconds: counts.secondsToNext,
    });
  }
  // Said now rather than after the second factor was used up.
  await assertMailLeft(trx, { userId }, limits);
  await assertKeyLimit(trx, { userId, replacedKeyId: replaces?.keyId ?? null }, limits);
}
