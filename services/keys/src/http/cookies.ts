import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { LIMITS } from '../limits.ts';

export type CookieName = 'countersign_session' | 'countersign_browser' | 'countersign_outside';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const YEAR_SECONDS = 365 * 24 * 3_600;

/** Prefixes of RFC 6265bis §4.1.3, and where the browser sends each cookie. */
const KINDS = {
  // `__Host-` keeps sibling hosts from setting it.
  countersign_session: { prefix: '__Host-', path: '/', sameSite: 'strict' },
  countersign_browser: { prefix: '__Host-', path: '/', sameSite: 'strict' },
  // The only one that comes along from another site: the identity provider sends the browser back with it.
  countersign_outside: { prefix: '__Secure-', path: '/v1/session/outside', sameSite: 'lax' },
} as const satisfies Record<CookieName, object>;

/** The session's end is decided by the server; the browser binding outlives sign-outs. */
const MAX_AGE: Partial<Record<CookieName, number>> = {
  countersign_browser: YEAR_SECONDS,
  countersign_outside: LIMITS.outsideExchangeSeconds,
};

/** On https the prefix makes the browser insist on `Secure`. */
export function cookieName(name: CookieName, { isHttps }: Deps['settings']): string {
  return isHttps ? `${KINDS[name].prefix}${name}` : name;
}

/** The token in a cookie, or `null`; a cookie sent twice counts as absent: one of the two was planted. */
export function readCookie(
  request: FastifyRequest,
  name: CookieName,
  settings: Deps['settings'],
): string | null {
  const wanted = cookieName(name, settings);
  const header = request.headers.cookie ?? '';
  const pairs = header.split(';').map((pair) => pair.trim());
  const values = pairs
    .filter((pair) => pair.startsWith(`${wanted}=`))
    .map((pair) => pair.slice(wanted.length + 1));
  const [value] = values;
  return values.length === 1 && value !== undefined && TOKEN.test(value) ? value : null;
}

export function setCookie(
  reply: FastifyReply,
  name: CookieName,
  token: string,
  settings: Deps['settings'],
): void {
  const maxAge = MAX_AGE[name];
  reply.setCookie(cookieName(name, settings), token, {
    ...attributes(name, settings),
    ...(maxAge === undefined ? {} : { maxAge }),
  });
}

export function clearCookie(reply: FastifyReply, name: CookieName, settings: Deps['settings']): void {
  reply.clearCookie(cookieName(name, settings), attributes(name, settings));
}

function attributes(name: CookieName, { isHttps }: Deps['settings']) {
  const { path, sameSite } = KINDS[name];
  return { httpOnly: true, sameSite, path, secure: isHttps };
}
