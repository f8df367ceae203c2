import { insertAuditEvent } from '../audit/audit-store.ts';
import { deleteExpiredRecords } from '../idempotency/idempotency-store.ts';
import { markClosed } from '../users/user-store.ts';
import {
  lockNeverVerified,
  type Sweep,
  sweepAddressBudgets,
  sweepDecoys,
  sweepEmailChanges,
  sweepKeyCreations,
  sweepKeyEdits,
  sweepKnownBrowsers,
  sweepOutboxMessages,
  sweepOutsideExchanges,
  sweepPasswordResets,
  sweepRevocationLinks,
  sweepSecondFactorAttempts,
  sweepSessions,
  sweepSignInBrowsers,
  sweepWebauthnChallenges,
} from './sweep-store.ts';

/** Closes accounts that were never verified: their addresses are free again. */
const closeNeverVerified: Sweep = async (trx, limit) => {
  const userIds = await lockNeverVerified(trx, limit);
  for (const userId of userIds) {
    await markClosed(trx, userId);
    await insertAuditEvent(trx, { userId, type: 'registration-lapsed', client: null });
  }
  return userIds.length;
};

/**
 * Everything that is cleared away, and in which order: what refers to other rows goes before them. The security
 * history, keys and the rows of users stay; so do the counts of notices, a row for each of a few kinds that is written
 * over. A feature that keeps rows for a while adds its line here.
 */
export const SWEEPS: Readonly<Record<string, Sweep>> = {
  'outside exchanges': sweepOutsideExchanges,
  'webauthn challenges': sweepWebauthnChallenges,
  'idempotency records': deleteExpiredRecords,
  'outbox messages': sweepOutboxMessages,
  'key edits': sweepKeyEdits,
  'key creations': sweepKeyCreations,
  sessions: sweepSessions,
  'password resets': sweepPasswordResets,
  'e-mail changes': sweepEmailChanges,
  'second-factor attempts': sweepSecondFactorAttempts,
  'address budgets': sweepAddressBudgets,
  'known browsers': sweepKnownBrowsers,
  'sign-in browsers': sweepSignInBrowsers,
  'revocation links': sweepRevocationLinks,
  decoys: sweepDecoys,
  'accounts never verified': closeNeverVerified,
};
