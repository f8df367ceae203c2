import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '@countersign/database';
import { mintToken, type Redacted, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { LIMITS } from '../limits.ts';
import { SESSION_PURPOSE } from './load-session.ts';
import { recordEndings } from './record-endings.ts';
import { endOldestSessions, endSessionByToken, insertSession } from './session-store.ts';
import { tellOfSignIn } from './tell-of-sign-in.ts';

export type SessionToOpen = {
  readonly userId: string;
  /** What the person signed in with. */
  readonly by: 'password' | 'outside-identity';
  /** This browser's binding; `null` in a browser that has none. */
  readonly browserDigest: Buffer | null;
  /** Digest of the session token that the browser came with: that session ends. */
  readonly formerSession: Buffer | null;
  readonly client: ClientInfo;
};

/**
 * Opens a session at assurance `password`, however the person signed in, under a token of its own: whatever cookie
 * was planted in the browser before is worth nothing afterwards. The caller holds the user's lock, and nudges the
 * relay after the commit: a sign-in in a new browser is told to the owner.
 */
export async function openSession(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, by, browserDigest, formerSession, client }: SessionToOpen,
): Promise<{ sessionId: string; token: Redacted<string> }> {
  const token = mintToken(deps.randomBytes);
  const sessionId = randomUUID();
  await tellOfSignIn(trx, deps, { userId, browserDigest, client });
  const former = formerSession === null ? [] : await endSessionByToken(trx, formerSession);
  await recordEndings(trx, former, { client, reason: 'new-sign-in' });
  const oldest = await endOldestSessions(trx, userId, LIMITS.sessionsPerUser - 1);
  await recordEndings(trx, oldest, { client, reason: 'session-limit' });
  await insertSession(trx, {
    sessionId,
    userId,
    tokenDigest: tokenDigest(SESSION_PURPOSE, token.expose()),
    client,
    idleSeconds: deps.settings.sessionIdleSeconds,
    lifetimeSeconds: deps.settings.sessionLifetimeSeconds,
  });
  await insertAuditEvent(trx, { userId, type: 'signed-in', client, subject: sessionId, details: { by } });
  return { sessionId, token };
}
