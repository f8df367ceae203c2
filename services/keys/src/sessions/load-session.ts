import { tokenDigest } from '@countersign/sealing';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { readCookie } from '../http/cookies.ts';
import type { SessionContext } from './session.ts';
import { findLiveSession } from './session-store.ts';

export const SESSION_PURPOSE = 'session';

/** The session behind a request's cookie, or `null`. */
export async function loadSession(request: FastifyRequest, deps: Deps): Promise<SessionContext | null> {
  const digest = sessionDigest(request, deps);
  return digest === null ? null : findLiveSession(deps.db, digest);
}

/** Digest of the session token that the request carries, live or not; `null` when it carries none. */
export function sessionDigest(request: FastifyRequest, deps: Deps): Buffer | null {
  const token = readCookie(request, 'countersign_session', deps.settings);
  return token === null ? null : tokenDigest(SESSION_PURPOSE, token);
}
