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

/**
 * The digest of this browser's binding; mints the cookie when the browser has none yet. One a browser, kept: each
 * use puts its end a year off, or it would be lost on a fixed day, perhaps in the middle of a key creation.
 */
export function bindBrowser(request: FastifyRequest, reply: FastifyReply, deps: Deps): Buffer {
  const token =
    readCookie(request, 'countersign_browser', deps.settings) ?? mintToken(deps.randomBytes).expose();
  setCookie(reply, 'countersign_browser', token, deps.settings);
  return tokenDigest(PURPOSE, token);
}
