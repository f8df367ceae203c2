import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import { lockUser } from '../users/user-store.ts';
import { recordEndings } from './record-endings.ts';
import { endSession, endSessionsOf } from './session-store.ts';

type Ending = {
  readonly userId: string;
  readonly sessionId: string;
  readonly client: ClientInfo;
  readonly type: 'signed-out' | 'session-ended';
};

/**
 * Ends a session of the user. Another user's, one that has ended and one that never was look the same.
 *
 * @throws Refusal `not-found`, or `not-signed-in` when it is the caller's own that another request has just ended
 */
export async function endUserSession(deps: Deps, { userId, sessionId, client, type }: Ending): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    if (!(await endSession(trx, { userId, sessionId }))) {
      throw new Refusal(type === 'signed-out' ? 'not-signed-in' : 'not-found');
    }
    await insertAuditEvent(trx, { userId, type, client, subject: sessionId });
  });
}

/** Ends every other session of the user: whatever else is signed in has to sign in again. */
export async function endOtherSessions(
  deps: Deps,
  { userId, sessionId, client }: Omit<Ending, 'type'>,
): Promise<void> {
  await inTransaction(deps.db, async (trx) => {
    // A sign-in holds this lock, too: its session is either there to be ended, or began afterwards.
    await lockUser(trx, userId);
    const ended = await endSessionsOf(trx, userId, { except: sessionId });
    await recordEndings(trx, ended, { client, reason: 'others-ended' });
  });
}
