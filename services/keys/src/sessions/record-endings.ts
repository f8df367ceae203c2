import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { ClientInfo } from '../http/client-info.ts';
import type { EndedSession } from './session-store.ts';

/** Why sessions ended that nobody ended by name. */
export type EndingReason =
  | 'new-sign-in'
  | 'session-limit'
  | 'others-ended'
  | 'registered-again'
  | 'second-factor-removed'
  | 'outside-identity-removed'
  | 'password-changed'
  | 'revocation-link'
  | 'password-reset'
  | 'email-changed'
  | 'account-closed';

/** Tells each person's security history which sessions ended along with something else, and why. */
export async function recordEndings(
  trx: DatabaseTransaction,
  ended: readonly EndedSession[],
  { client, reason }: { client: ClientInfo; reason: EndingReason },
): Promise<void> {
  for (const { id, userId } of ended) {
    const event = { userId, type: 'session-ended', client, subject: id, details: { reason } } as const;
    await insertAuditEvent(trx, event);
  }
}
