import { timingSafeEqual } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import { type Redacted, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { renewSession } from '../sessions/renew-session.ts';
import type { SessionContext } from '../sessions/session.ts';
import { deleteEmailChange, lockEmailChange } from './email-change-store.ts';
import { releaseUnverifiedAddress } from './release-address.ts';
import { EMAIL_CHANGE_PURPOSE } from './request-email-change.ts';
import { secureAccount } from './secure-account.ts';
import { updateEmail } from './user-store.ts';

export type EmailChangeConfirmation = {
  readonly token: string;
  readonly session: SessionContext;
  readonly browserDigest: Buffer | null;
  readonly client: ClientInfo;
};

/**
 * Moves the account to the new address. Like a key, it takes session, browser binding and the token from the
 * mailbox, so that a mistyped address gives the account to no stranger who presses the button. Every other session
 * ends, and both addresses are told.
 *
 * @returns the session's new token
 * @throws Refusal `email-change-token-invalid`, `wrong-account`, or `wrong-browser`, which uses nothing up
 */
export async function confirmEmailChange(
  deps: Deps,
  { token, session, browserDigest, client }: EmailChangeConfirmation,
): Promise<Redacted<string>> {
  const { userId, sessionId } = session;
  const digest = tokenDigest(EMAIL_CHANGE_PURPOSE, token);
  const renewed = await inTransaction(deps.db, async (trx) => {
    const found = await lockEmailChange(trx, digest);
    if (found === null) throw new Refusal('email-change-token-invalid');
    const { change, user } = found;
    if (change.userId !== userId) throw new Refusal('wrong-account');
    if (browserDigest === null || !timingSafeEqual(change.browserDigest, browserDigest)) {
      throw new Refusal('wrong-browser');
    }
    await deleteEmailChange(trx, userId);
    await releaseUnverifiedAddress(trx, change.newEmail, client);
    if (!(await updateEmail(trx, userId, change.newEmail))) {
      throw new Refusal('email-change-token-invalid', { reason: 'the address was taken meanwhile' });
    }
    await secureAccount(trx, { userId, client, reason: 'email-changed', keepSession: sessionId });
    await insertAuditEvent(trx, { userId, type: 'email-changed', client });
    const addresses = { oldEmail: user.email, newEmail: change.newEmail };
    for (const recipient of Object.values(addresses)) {
      await notify(trx, deps, { kind: 'email-changed', userId, client, recipient, ...addresses });
    }
    return renewSession(trx, deps, sessionId);
  });
  deps.nudgeRelay();
  return renewed;
}
