import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { withdrawOutboxMessages } from '../outbox/outbox-store.ts';
import { lockOwnEdit } from './authorize-edit.ts';
import { moveKeyEdit } from './key-edit-store.ts';
import { transition } from './transitions.ts';

export type EditCancellation = {
  readonly editId: string;
  readonly userId: string;
  readonly client: ClientInfo;
};

/**
 * Ends an edit before it was confirmed, and takes back its mail if that was not sent yet. From any browser of the
 * account. Repeating it changes nothing.
 *
 * @throws Refusal `edit-already-applied` (edit the key again, or revoke it), `not-found`, or what the state answers
 */
export async function cancelKeyEdit(
  deps: Deps,
  { editId: id, userId, client }: EditCancellation,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const { state } = await lockOwnEdit(trx, id, userId);
    const to = transition(state, 'cancelled');
    if (to === state) return;
    await moveKeyEdit(trx, { id, from: state, to });
    await withdrawOutboxMessages(trx, { editId: id });
    await insertAuditEvent(trx, { userId, type: 'key-edit-cancelled', client, subject: id });
  });
}
