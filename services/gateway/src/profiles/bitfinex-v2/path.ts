/**
 * Grammar of request targets. The signed text has no separators (`/api` + path + nonce + body), so digits could be
 * moved between path, nonce and body under one signature. The split is unique because a signed path ends in no
 * digits or in zeros only (symbols such as `tBTCF0:USTF0`), a nonce never begins with a zero, and a body begins
 * with a brace or a bracket.
 */

const MAX_PATH_LENGTH = 512;
const MAX_PUBLIC_TARGET_LENGTH = 4_096;

const SIGNED = /^\/v2\/[A-Za-z0-9_/:.-]+$/;
/** A run of digits at the end that is not all zeros. */
const ENDS_IN_NUMBER = /[1-9][0-9]*$/;
/** An empty segment, `.`, `..`, or a slash at the end: two spellings of one path, which a router may join. */
const AMBIGUOUS = /\/(?:\.{0,2})(?:\/|$)/;

/** The one path with an empty segment that a real client sends (bitfinex-api-py, merchant interface), and signs so. */
const DOUBLE_SLASH_PATH = '/v2//auth/r/ext/pay/deposits/unlinked';

/** True for a path that may be signed: no query, no escapes, one spelling. */
export function isSignedPath(target: string): boolean {
  if (target.length > MAX_PATH_LENGTH || !SIGNED.test(target)) return false;
  return target === DOUBLE_SLASH_PATH || !(AMBIGUOUS.test(target) || ENDS_IN_NUMBER.test(target));
}

const PUBLIC_PATH = /^\/v2(?:\/(?:[A-Za-z0-9_:.,-]|%2[Cc])+)+$/;
const QUERY = /^[A-Za-z0-9._~!$&'()*+,;:@/?%=[\]-]*$/;
/** Everything below `/v2/auth`, whatever its case: none of it is ever public. */
const AUTH_PATH = /^\/v2\/auth(?:\/|$)/i;

/** True for a target that needs no key: commas and a query are fine, other spellings of a segment are not. */
export function isPublicTarget(target: string): boolean {
  const path = pathOf(target);
  if (!PUBLIC_PATH.test(path) || AMBIGUOUS.test(path) || AUTH_PATH.test(path)) return false;
  return isPublicQueryOf(target);
}

/** True if the target is not too long, and its query, if it has one, of harmless characters only. */
export function isPublicQueryOf(target: string): boolean {
  if (target.length > MAX_PUBLIC_TARGET_LENGTH) return false;
  const path = pathOf(target);
  return path === target || QUERY.test(target.slice(path.length + 1));
}

/** What stands before the query. */
export function pathOf(target: string): string {
  const question = target.indexOf('?');
  return question < 0 ? target : target.slice(0, question);
}

const PUBLIC_POSTS: ReadonlySet<string> = new Set(['/v2/calc/fx', '/v2/calc/trade/avg']);

/** True for what passes through without a key; everything else is judged as a signed request, and so denied by default. */
export function isPublicRequest(method: string, target: string): boolean {
  if (method === 'POST') return PUBLIC_POSTS.has(pathOf(target));
  return method === 'GET' && !AUTH_PATH.test(target);
}
