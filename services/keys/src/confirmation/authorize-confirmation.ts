import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { isFullyAssured, type SessionContext } from '../sessions/session.ts';
import {
  type Confirmable,
  type ConfirmationKind,
  isConfirmationToken,
  isSameBrowser,
} from './confirmable.ts';

export type ConfirmationAttempt = {
  readonly kind: ConfirmationKind;
  readonly token: string;
  readonly session: SessionContext | null;
  readonly browserDigest: Buffer | null;
  readonly client: ClientInfo;
};

/**
 * Who may go on to redeem the token of what was found. A mail app may open the link where nobody is signed in. What
 * helps there is to be told about the browser, not to sign in; so without a session the binding decides first, and
 * what does not exist looks the same.
 *
 * @throws Refusal `wrong-browser`, `not-signed-in`, `second-factor-required`, `wrong-account`, `not-found`
 */
export async function authorizeConfirmation(
  deps: Deps,
  found: Confirmable | null,
  attempt: ConfirmationAttempt,
): Promise<SessionContext> {
  const { session } = attempt;
  if (session === null) throw await refuseWithoutSession(deps, found, attempt);
  if (!isFullyAssured(session)) throw new Refusal('second-factor-required');
  assertAccount(found, session.userId, attempt);
  return session;
}

async function refuseWithoutSession(
  deps: Deps,
  found: Confirmable | null,
  attempt: ConfirmationAttempt,
): Promise<Refusal> {
  const { kind, token, browserDigest } = attempt;
  if (found !== null && isSameBrowser(found, browserDigest)) return new Refusal('not-signed-in');
  if (found?.state === 'awaiting_confirmation' && isConfirmationToken(kind, found, token)) {
    await inTransaction(deps.db, (trx) => recordWrongBrowser(trx, deps, found, attempt));
    deps.nudgeRelay();
  }
  return new Refusal('wrong-browser');
}

/** What belongs to another account does not exist, unless browser or token show that the caller knows of it. */
function assertAccount(
  found: Confirmable | null,
  userId: string,
  { kind, token, browserDigest }: ConfirmationAttempt,
): void {
  if (found?.userId === userId) return;
  const isKnown =
    found !== null && (isSameBrowser(found, browserDigest) || isConfirmationToken(kind, found, token));
  throw new Refusal(isKnown ? 'wrong-account' : 'not-found');
}

/**
 * Checks token and browser of what the transaction has locked. A right token in another browser is written down for
 * the owner, who is told, and nothing else happens: that must be committed, so this outcome is returned, not thrown.
 *
 * @throws Refusal `confirmation-token-invalid`
 */
export async function checkConfirmation(
  trx: DatabaseTransaction,
  deps: Deps,
  locked: Confirmable,
  attempt: ConfirmationAttempt,
): Promise<'right' | 'wrong-browser'> {
  const { kind, token, browserDigest } = attempt;
  if (!isConfirmationToken(kind, locked, token)) throw new Refusal('confirmation-token-invalid');
  if (isSameBrowser(locked, browserDigest)) return 'right';
  await recordWrongBrowser(trx, deps, locked, attempt);
  return 'wrong-browser';
}

async function recordWrongBrowser(
  trx: DatabaseTransaction,
  deps: Deps,
  { id, userId, label }: Confirmable,
  { kind, client }: ConfirmationAttempt,
): Promise<void> {
  await insertAuditEvent(trx, { userId, type: 'wrong-browser-attempt', client, subject: id });
  const about = kind === 'key-confirmation' ? 'key-creation' : 'key-edit';
  await notify(trx, deps, { kind: 'wrong-browser-attempt', userId, client, about, label });
}
