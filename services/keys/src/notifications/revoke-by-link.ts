import { type DatabaseTransaction, inTransaction } from '@countersign/database';
import { revokeKeysOf } from '../api-keys/revoke-keys.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { cancelOpenCreations } from '../key-creation/cancel-open-creations.ts';
import { cancelOpenKeyEdits } from '../key-edits/end-key-edits.ts';
import { Refusal } from '../refusal.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { deleteEmailChange } from '../users/email-change-store.ts';
import { lockUser } from '../users/user-store.ts';
import { notify, revocationLinkDigest } from './notify.ts';
import { findLiveLink, redeemLink } from './revocation-link-store.ts';

export type LinkRevocation = {
  readonly revokedKeys: number;
  readonly endedSessions: number;
  readonly cancelledKeyCreations: number;
  /** The link had been used before: this call changed nothing. */
  readonly wasDoneBefore: boolean;
};

const NOTHING: LinkRevocation = {
  revokedKeys: 0,
  endedSessions: 0,
  cancelledKeyCreations: 0,
  wasDoneBefore: true,
};

/**
 * Redeems the link of a security notice, once: revokes every key, ends every session, cancels every key creation,
 * edit and change of address that is open. Password and second factors stay. Asks for no session: the owner may be locked out while somebody
 * else is not (KS-90). So whoever reads the mailbox can do this, and nothing more: it takes away and never grants.
 *
 * @throws Refusal `revocation-link-invalid`
 */
export async function revokeByLink(
  deps: Deps,
  { token, client }: { token: string; client: ClientInfo },
): Promise<LinkRevocation> {
  const tokenDigest = revocationLinkDigest(token);
  const done = await inTransaction(deps.db, async (trx) => {
    const userId = await findLiveLink(trx, tokenDigest);
    if (userId === null) throw new Refusal('revocation-link-invalid');
    await lockUser(trx, userId);
    return (await redeemLink(trx, tokenDigest)) ? revokeEverything(trx, deps, userId, client) : NOTHING;
  });
  deps.nudgeRelay();
  return done;
}

async function revokeEverything(
  trx: DatabaseTransaction,
  deps: Deps,
  userId: string,
  client: ClientInfo,
): Promise<LinkRevocation> {
  await insertAuditEvent(trx, { userId, type: 'revocation-link-used', client });
  await deleteEmailChange(trx, userId);
  // Before the keys: a revocation alone would leave edits of them as outdated, not as cancelled.
  await cancelOpenKeyEdits(trx, { userId, client, reason: 'revocation-link' });
  const keyIds = await revokeKeysOf(trx, deps, { userId, reason: 'revoked by the link of a mail', client });
  const ended = await endSessionsOf(trx, userId);
  await recordEndings(trx, ended, { client, reason: 'revocation-link' });
  const cancelledKeyCreations = await cancelOpenCreations(trx, {
    userId,
    client,
    reason: 'revocation-link',
  });
  await notify(trx, deps, { kind: 'everything-revoked', userId, client, keys: keyIds.length });
  return {
    revokedKeys: keyIds.length,
    endedSessions: ended.length,
    cancelledKeyCreations,
    wasDoneBefore: false,
  };
}
