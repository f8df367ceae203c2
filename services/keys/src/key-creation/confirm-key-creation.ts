import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { type Redacted, signKeyRecord } from '@countersign/sealing';
import { mintKeyId } from '@countersign/sealing/minting';
import type { ApiKeyRow } from '../api-keys/api-key.ts';
import { insertKey, lockKey } from '../api-keys/api-key-store.ts';
import { assertKeyLimit } from '../api-keys/assert-key-limit.ts';
import { findKey } from '../api-keys/key-list-store.ts';
import { mintVerifier } from '../api-keys/mint-verifier.ts';
import { keyRecordOf, type StoredKey } from '../api-keys/stored-key.ts';
import { writeKeyVersion } from '../api-keys/write-key-version.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import {
  authorizeConfirmation,
  type ConfirmationAttempt,
  checkConfirmation,
} from '../confirmation/authorize-confirmation.ts';
import type { Confirmable } from '../confirmation/confirmable.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import type { Once } from '../idempotency/run-once.ts';
import { limitsFor } from '../limits.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { assertNoWithdrawHold } from '../second-factors/withdraw-hold.ts';
import type { SessionContext } from '../sessions/session.ts';
import { lockOwnCreation } from './authorize-creation.ts';
import { endReplacedKey } from './end-replaced-key.ts';
import type { KeyCreation } from './key-creation.ts';
import { findKeyCreation, moveKeyCreation } from './key-creation-store.ts';
import { transition } from './transitions.ts';

export type ConfirmationLink = Omit<ConfirmationAttempt, 'kind'> & { readonly creationId: string };

type Confirmation = ConfirmationAttempt & { readonly creationId: string; readonly session: SessionContext };

/** The one place, besides the person's screen, where a secret is in clear. */
export type Reveal = {
  readonly key: ApiKeyRow;
  readonly secret: Redacted<string>;
  readonly revealUntil: Date;
};

/**
 * Redeems the confirmation token: makes the key, or, when the answer to that was lost, gives the same key a
 * fresh secret. Needs session, browser binding and token, all of one user and one creation. Whatever is wrong,
 * the creation stays as it is.
 *
 * @throws Refusal `wrong-browser`, `not-signed-in`, `second-factor-required`, `wrong-account`,
 * `confirmation-token-invalid`, `reveal-closed`, `key-limit-reached`, `withdraw-on-hold`, `not-found`, or what the state answers
 */
export async function confirmKeyCreation(
  deps: Deps,
  { creationId, ...link }: ConfirmationLink,
  once: Once,
): Promise<Reveal> {
  const attempt = { ...link, kind: 'key-confirmation' } as const;
  const found = await findKeyCreation(deps.db, creationId);
  const session = await authorizeConfirmation(deps, found && confirmableOf(found), attempt);
  const confirmation = { ...attempt, creationId, session };
  const reveal = await inTransaction(deps.db, async (trx) => {
    await once.begin(trx);
    const outcome = await confirm(trx, deps, confirmation);
    if (outcome !== 'wrong-browser') await once.keep(trx, undefined);
    return outcome;
  });
  deps.nudgeRelay();
  if (reveal === 'wrong-browser') throw new Refusal('wrong-browser');
  return reveal;
}

const confirmableOf = (creation: KeyCreation): Confirmable => ({
  ...creation,
  label: creation.request.label,
});

async function confirm(
  trx: DatabaseTransaction,
  deps: Deps,
  confirmation: Confirmation,
): Promise<Reveal | 'wrong-browser'> {
  const { creationId, session, client } = confirmation;
  const { userId } = session;
  const creation = await lockOwnCreation(trx, creationId, userId);
  const to = transition(creation.state, 'confirmed');
  const check = await checkConfirmation(trx, deps, confirmableOf(creation), confirmation);
  if (check === 'wrong-browser') return check;
  if (creation.state === 'revealed') return revealAgain(trx, deps, creation, confirmation);
  const { keyId, secret } = await createKey(trx, deps, creation);
  const set = { keyId, sessionId: session.sessionId };
  await moveKeyCreation(trx, { id: creationId, from: creation.state, to, set });
  await recordKey(trx, deps, creation, { keyId, client });
  return toReveal(trx, creation, secret);
}

/** What happened, for the security history and by mail; and the end of a key that the new one replaces. */
async function recordKey(
  trx: DatabaseTransaction,
  deps: Deps,
  { id, userId, request }: KeyCreation,
  { keyId, client }: { keyId: string; client: ClientInfo },
): Promise<void> {
  const { label, permissions, replaces } = request;
  const facts = { keyId, label, permissions, ...(replaces !== null && { replaces: replaces.keyId }) };
  await insertAuditEvent(trx, { userId, type: 'key-created', client, subject: id, details: facts });
  if (replaces !== null) await endReplacedKey(trx, deps, { ...replaces, userId, replacedBy: keyId, client });
  await notify(trx, deps, { kind: 'key-created', userId, client, ...facts });
}

async function createKey(
  trx: DatabaseTransaction,
  deps: Deps,
  { id, userId, request }: KeyCreation,
): Promise<{ keyId: string; secret: Redacted<string> }> {
  // The factors may have been changed since it began.
  await assertNoWithdrawHold(trx, userId, request.permissions);
  const { replaces, ...settings } = request;
  const replacedKeyId = replaces?.keyId ?? null;
  await assertKeyLimit(trx, { userId, replacedKeyId }, limitsFor(deps.settings.limits));
  const keyId = mintKeyId(deps.randomBytes);
  const minted = mintVerifier(deps, { keyId, ownerId: userId, generation: 1 });
  const key: StoredKey = {
    ...settings,
    keyId,
    userId,
    version: 1,
    verifierGeneration: 1,
    verifierDigest: minted.verifierDigest,
    isRevoked: false,
    revocationReason: null,
  };
  const signed = signKeyRecord(deps.keyrings.sign, keyRecordOf(deps.settings.environment, key));
  await insertKey(trx, key, {
    creationId: id,
    replaces: replacedKeyId,
    signed,
    sealed: minted.sealedVerifier,
  });
  return { keyId, secret: minted.secret };
}

/** Only the session that confirmed, and only while nobody can have used the key. */
async function revealAgain(
  trx: DatabaseTransaction,
  deps: Deps,
  creation: KeyCreation,
  { session, client }: Confirmation,
): Promise<Reveal> {
  const { keyId, userId } = creation;
  if (creation.sessionId !== session.sessionId)
    throw new Refusal('reveal-closed', { reason: 'other session' });
  const key = keyId === null ? null : await lockKey(trx, keyId);
  if (keyId === null || key === null) throw new Error(`${creation.id} is revealed and has no key`);
  if (key.isRevoked) throw new Refusal('reveal-closed', { reason: 'the key is revoked' });
  const generation = key.verifierGeneration + 1;
  const { secret, verifierDigest, sealedVerifier } = mintVerifier(deps, {
    keyId,
    ownerId: userId,
    generation,
  });
  await writeKeyVersion(trx, deps, { keyId, change: { verifierDigest }, sealedVerifier });
  const details = { keyId };
  await insertAuditEvent(trx, {
    userId,
    type: 'key-revealed-again',
    client,
    subject: creation.id,
    details,
  });
  return toReveal(trx, creation, secret);
}

async function toReveal(
  trx: DatabaseTransaction,
  { id, userId }: KeyCreation,
  secret: Redacted<string>,
): Promise<Reveal> {
  const creation = await findKeyCreation(trx, id);
  const keyId = creation?.keyId ?? '';
  const key = await findKey(trx, { userId, keyId });
  if (!creation?.revealUntil || key === null) throw new Error(`${id} has no key to reveal`);
  return { key, secret, revealUntil: creation.revealUntil };
}
