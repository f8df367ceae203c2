import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { withdrawOutboxMessages } from '../outbox/outbox-store.ts';
import { lockOwnCreation } from './authorize-creation.ts';
import { moveKeyCreation } from './key-creation-store.ts';
import { transition } from './transitions.ts';

export type Cancellation = {
  readonly creationId: string;
  readonly userId: string;
  readonly client: ClientInfo;
};

/**
 * Ends a creation before it has made a key, and takes back its mail if that was not sent yet. From any browser
 * of the account. Repeating it changes nothing.
 *
 * @throws Refusal `creation-state-conflict` once there is a key (revoke that), `not-found`, or what the state answers
 */
export async function cancelKeyCreation(
  deps: Deps,
  { creationId: id, userId, client }: Cancellation,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const { state } = await lockOwnCreation(trx, id, userId);
    const to = transition(state, 'cancelled');
    if (to === state) return;
    await moveKeyCreation(trx, { id, from: state, to });
    await withdrawOutboxMessages(trx, { creationId: id });
    await insertAuditEvent(trx, { userId, type: 'key-creation-cancelled', client, subject: id });
  });
}
