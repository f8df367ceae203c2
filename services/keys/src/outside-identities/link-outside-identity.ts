import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { LIMITS } from '../limits.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { isFullyAssured, type SessionContext } from '../sessions/session.ts';
import { lockUser } from '../users/user-store.ts';
import type { ProvenIdentity } from './identity-provider.ts';
import { countIdentities, findIdentity, insertIdentity } from './outside-identity-store.ts';

export type Linking = {
  readonly identity: ProvenIdentity;
  /** The session that asked for it; only it may finish. */
  readonly linkingSessionId: string;
  /** The session that the browser has now. */
  readonly session: SessionContext | null;
  readonly client: ClientInfo;
};

/**
 * Links the identity to the user of the session. The second factor was asked for when it began.
 *
 * @throws Refusal `not-signed-in`, `second-factor-required`, `outside-identity-taken` or
 * `outside-identity-limit-reached`
 */
export async function linkOutsideIdentity(
  trx: DatabaseTransaction,
  deps: Deps,
  { identity, linkingSessionId, session, client }: Linking,
): Promise<void> {
  if (session === null || session.sessionId !== linkingSessionId) throw new Refusal('not-signed-in');
  if (!isFullyAssured(session)) throw new Refusal('second-factor-required');
  const { userId } = session;
  await lockUser(trx, userId);
  const found = await findIdentity(trx, identity);
  if (found?.userId === userId) return;
  if (found !== null) throw new Refusal('outside-identity-taken');
  if ((await countIdentities(trx, userId)) >= LIMITS.outsideIdentitiesPerUser) {
    throw new Refusal('outside-identity-limit-reached');
  }
  const id = await insertIdentity(trx, { ...identity, userId });
  if (id === null) throw new Refusal('outside-identity-taken');
  const { issuer } = identity;
  await insertAuditEvent(trx, {
    userId,
    type: 'outside-identity-linked',
    client,
    subject: id,
    details: { issuer },
  });
  await notify(trx, deps, {
    kind: 'identity-linked',
    userId,
    client,
    provider: deps.identityProvider?.name ?? issuer,
  });
}
