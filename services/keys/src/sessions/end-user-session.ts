import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import { endSession } from './session-store.ts';

type Ending = {
  readonly userId: string;
  readonly sessionId: string;
  readonly client: ClientInfo;
  readonly type: 'signed-out' | 'session-ended';
};

/**
 * Ends a session of the user. Another user's, one that has ended and one that never was look the same.
 *
 * @throws Refusal `not-found`
 */
export async function endUserSession(deps: Deps, { userId, sessionId, client, type }: Ending): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    if (!(await endSession(trx, { userId, sessionId }))) throw new Refusal('not-found');
    await insertAuditEvent(trx, { userId, type, client, subject: sessionId });
  });
}
