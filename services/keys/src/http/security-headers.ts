import type { FastifyReply } from 'fastify';

/** Nothing of this API may be framed, sniffed, cached, or tell another site where the reader came from. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** For sites on https, two years (RFC 6797). */
export const HSTS = 'max-age=63072000; includeSubDomains';

/** For every answer; a page with scripts of its own widens the policy for itself. */
export function setSecurityHeaders(reply: FastifyReply, { isHttps }: { isHttps: boolean }): void {
  reply.headers(SECURITY_HEADERS).header('request-id', reply.request.id);
  if (isHttps) reply.header('strict-transport-security', HSTS);
}
