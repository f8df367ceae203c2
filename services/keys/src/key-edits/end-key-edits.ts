import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { withdrawOutboxMessages } from '../outbox/outbox-store.ts';
import { endOpenKeyEdits } from './key-edit-store.ts';

/**
 * The key has a new version, so no edit of an earlier one can be confirmed any more: ends them and takes back their
 * mails. In the transaction that writes the version, which holds the user's lock.
 */
export async function outdateKeyEdits(
  trx: DatabaseTransaction,
  { userId, keyId }: { userId: string; keyId: string },
): Promise<void> {
  await takeBackMails(trx, await endOpenKeyEdits(trx, { userId, keyId, to: 'outdated' }));
}

/**
 * Cancels the open edits of an account, or of one of its keys, and takes back their mails: what was approved with a
 * password, a mailbox or a second factor that have since been replaced does not count any more. The caller holds the
 * user's lock.
 */
export async function cancelOpenKeyEdits(
  trx: DatabaseTransaction,
  { userId, keyId, client, reason }: Cancellation,
): Promise<void> {
  const ended = await endOpenKeyEdits(trx, { userId, keyId: keyId ?? null, to: 'cancelled' });
  await takeBackMails(trx, ended);
  for (const subject of ended) {
    const details = { reason };
    await insertAuditEvent(trx, { userId, type: 'key-edit-cancelled', client, subject, details });
  }
}

type Cancellation = {
  readonly userId: string;
  readonly keyId?: string;
  readonly client: ClientInfo | null;
  /** For the security history, such as `password-reset`. */
  readonly reason: string;
};

async function takeBackMails(trx: DatabaseTransaction, editIds: readonly string[]): Promise<void> {
  for (const editId of editIds) await withdrawOutboxMessages(trx, { editId });
}
