import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';

export type CookieName = 'countersign_session' | 'countersign_browser';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const YEAR_SECONDS = 365 * 24 * 3_600;

/** On https the `__Host-` prefix keeps sibling hosts from setting it (RFC 6265bis §4.1.3.2). */
export function cookieName(name: CookieName, { isHttps }: Deps['settings']): string {
  return isHttps ? `__Host-${name}` : name;
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
  reply.setCookie(cookieName(name, settings), token, {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: settings.isHttps,
    // The session's end is decided by the server; the browser binding outlives sign-outs.
    ...(name === 'countersign_browser' ? { maxAge: YEAR_SECONDS } : {}),
  });
}

export function clearCookie(reply: FastifyReply, name: CookieName, settings: Deps['settings']): void {
  reply.clearCookie(cookieName(name, settings), {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: settings.isHttps,
  });
}
