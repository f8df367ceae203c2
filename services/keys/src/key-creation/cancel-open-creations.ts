import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { withdrawOutboxMessages } from '../outbox/outbox-store.ts';
import { listOpenCreations, moveKeyCreation } from './key-creation-store.ts';
import { transition } from './transitions.ts';

export type OpenCreationsEnding = {
  readonly userId: string;
  /** Only those that would take the place of this key. */
  readonly replacedKeyId?: string;
  readonly client: ClientInfo;
  /** What happened to the account; goes to the security history. */
  readonly reason: string;
};

/**
 * Ends the key creations of the user that have not made a key yet, because the account, or the key to be replaced, is
 * not what it was when they began (KS-41). In the transaction of that change, which holds the user's lock: a confirmation has either
 * made its key before, or finds its creation cancelled.
 *
 * @returns how many it ended
 */
export async function cancelOpenCreations(
  trx: DatabaseTransaction,
  { userId, replacedKeyId, client, reason }: OpenCreationsEnding,
): Promise<number> {
  const open = await listOpenCreations(trx, {
    userId,
    ...(replacedKeyId !== undefined && { replacedKeyId }),
  });
  for (const { id, state } of open) {
    await moveKeyCreation(trx, { id, from: state, to: transition(state, 'cancelled') });
    await withdrawOutboxMessages(trx, { creationId: id });
    const event = {
      userId,
      type: 'key-creation-cancelled',
      client,
      subject: id,
      details: { reason },
    } as const;
    await insertAuditEvent(trx, event);
  }
  return open.length;
}
