import { mintToken, tokenDigest } from '@countersign/sealing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { readCookie, setCookie } from './cookies.ts';

const PURPOSE = 'browser-binding';

/** Digest of this browser's binding cookie, or `null` in a browser that has none. */
export function browserDigest(request: FastifyRequest, deps: Deps): Buffer | null {
  const token = readCookie(request, 'countersign_browser', deps.settings);
  return token === null ? null : tokenDigest(PURPOSE, token);
}

/** The digest of this browser's binding; mints the cookie when the browser has none yet. One a browser, kept. */
export function bindBrowser(request: FastifyRequest, reply: FastifyReply, deps: Deps): Buffer {
  const existing = browserDigest(request, deps);
  if (existing !== null) return existing;
  const token = mintToken(deps.randomBytes).expose();
  setCookie(reply, 'countersign_browser', token, deps.settings);
  return tokenDigest(PURPOSE, token);
}
