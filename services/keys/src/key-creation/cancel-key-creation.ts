import { inTransaction } from '@countersign/database';
import { revokeKeyWithin } from '../api-keys/revoke-keys.ts';
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
 * Ends a creation, and takes back its mail if that was not sent yet. If a confirmation was faster and the secret is
 * still being shown, the key is revoked: whoever cancels wants none (KS-38). From any browser of the account.
 * Repeating it changes nothing.
 *
 * @throws Refusal `creation-state-conflict` once the reveal is over (revoke the key), `not-found`, or what the state
 * answers
 */
export async function cancelKeyCreation(
  deps: Deps,
  { creationId: id, userId, client }: Cancellation,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    const { state, keyId } = await lockOwnCreation(trx, id, userId);
    const to = transition(state, 'cancelled');
    if (to === state) return;
    await moveKeyCreation(trx, { id, from: state, to });
    await withdrawOutboxMessages(trx, { creationId: id });
    await insertAuditEvent(trx, { userId, type: 'key-creation-cancelled', client, subject: id });
    const reason = 'its creation was cancelled';
    if (keyId !== null) await revokeKeyWithin(trx, deps, { keyId, userId, reason, client });
  });
  deps.nudgeRelay();
}
