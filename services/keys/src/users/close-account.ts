import { revokeKeysOf } from '../api-keys/revoke-keys.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { notify } from '../notifications/notify.ts';
import { withdrawMailsOf } from '../outbox/outbox-store.ts';
import { approvalOf } from '../second-factors/approval.ts';
import { removeAllFactors } from '../second-factors/remove-all-factors.ts';
import { type Reauthentication, requireReauthentication } from './require-reauthentication.ts';
import { secureAccount } from './secure-account.ts';
import { markClosed } from './user-store.ts';

export type AccountClosing = Omit<Reauthentication, 'approval'>;

export const ACCOUNT_CLOSING = approvalOf('account-closing');

/**
 * Closes the account for good: every key is revoked, every session ends, factors and password are gone, and mail
 * that has not left stays. What remains is the row that the security history refers to, without an address: that is
 * free again, and whoever registers it gets an account that has nothing to do with this one.
 *
 * @throws Refusal those of `requireReauthentication`
 */
export async function closeAccount(deps: Deps, proof: AccountClosing): Promise<void> {
  const { session, client } = proof;
  const { userId } = session;
  await requireReauthentication(deps, { ...proof, approval: ACCOUNT_CLOSING }, async (trx, user) => {
    await revokeKeysOf(trx, deps, { userId, reason: 'account closed', client });
    await secureAccount(trx, { userId, client, reason: 'account-closed' });
    await withdrawMailsOf(trx, userId);
    await removeAllFactors(trx, userId);
    await markClosed(trx, userId);
    await insertAuditEvent(trx, { userId, type: 'account-closed', client });
    await notify(trx, deps, { kind: 'account-closed', userId, client, recipient: user.email });
  });
  deps.nudgeRelay();
}
