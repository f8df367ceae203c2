import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@countersign/database';
import type { KeyInMail } from '@countersign/outbox';
import { mintToken } from '@countersign/sealing';
import type { KeySettings } from '../api-keys/key-settings.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import { confirmationTokenDigest } from '../confirmation/confirmable.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { assertMailLeft } from '../key-creation/assert-mail-left.ts';
import { limitsFor } from '../limits.ts';
import { queueMail } from '../outbox/queue-mail.ts';
import { assertNoWithdrawHold } from '../second-factors/withdraw-hold.ts';
import type { SessionContext } from '../sessions/session.ts';
import { describeChange } from './describe-change.ts';
import { cancelOpenKeyEdits } from './end-key-edits.ts';
import type { KeyEdit } from './key-edit.ts';
import { findKeyEdit, insertKeyEdit } from './key-edit-store.ts';
import type { ProposedEdit } from './propose-edit.ts';

export type EditStart = {
  readonly session: SessionContext;
  readonly browserDigest: Buffer;
  readonly client: ClientInfo;
};

/**
 * Writes down an edit that the second factor has approved and that waits for its confirmation by mail, and queues
 * that mail: in the transaction of the step-up, which holds the user's lock. An earlier open edit of the key ends.
 *
 * @throws Refusal `withdraw-on-hold`, `confirmation-mail-limit-reached`
 */
export async function startKeyEdit(
  trx: DatabaseTransaction,
  deps: Deps,
  proposed: ProposedEdit,
  { session, browserDigest, client }: EditStart,
): Promise<KeyEdit> {
  const { userId } = session;
  const { keyId, version: keyVersion, expiresAt: keyExpiresAt } = proposed.key;
  await assertNoWithdrawHold(trx, userId, proposed.after.permissions);
  await assertMailLeft(trx, { userId }, limitsFor(deps.settings.limits));
  await cancelOpenKeyEdits(trx, { userId, keyId, client, reason: 'edited-again' });
  const id = randomUUID();
  const token = mintToken(deps.randomBytes).expose();
  await insertKeyEdit(trx, {
    id,
    userId,
    keyId,
    keyVersion,
    keyExpiresAt,
    browserDigest,
    settings: proposed.after,
    approvalDigest: proposed.approval.digest,
    confirmationTokenDigest: confirmationTokenDigest('key-edit-confirmation', token),
  });
  const edit = await findKeyEdit(trx, id);
  if (edit === null) throw new Error('a key edit has vanished');
  await queueConfirmationMail(trx, deps, { edit, proposed, token, recipient: session.email, client });
  const details = { keyId, ...describeChange(proposed) };
  await insertAuditEvent(trx, { userId, type: 'key-edit-approved', client, subject: id, details });
  return edit;
}

type ConfirmationMail = {
  readonly edit: KeyEdit;
  readonly proposed: ProposedEdit;
  readonly token: string;
  readonly recipient: string;
  readonly client: ClientInfo;
};

async function queueConfirmationMail(
  trx: DatabaseTransaction,
  deps: Deps,
  { edit, proposed, token, recipient, client }: ConfirmationMail,
): Promise<void> {
  const { id: editId, userId, keyId, createdAt, expiresAt: notAfter } = edit;
  const payload = {
    editId,
    keyId,
    token,
    before: inMail(proposed.before),
    after: inMail(proposed.after),
    requestedAt: createdAt.toISOString(),
    requestedFrom: client,
    linkExpiresAt: notAfter.toISOString(),
  };
  const mail = { template: 'key-edit-confirmation', payload } as const;
  await queueMail(trx, { userId, about: { editId }, recipient, notAfter, mail }, deps.keyrings);
}

function inMail({ expiresAt, ...settings }: KeySettings): KeyInMail {
  return { ...settings, keyExpiresAt: expiresAt?.toISOString() ?? null };
}
