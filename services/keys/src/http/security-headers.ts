import type { FastifyReply } from 'fastify';

/** Nothing of this API may be framed, sniffed, cached, or tell another site where the reader came from. */
const HEADERS = {
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

const HSTS = 'max-age=63072000; includeSubDomains';

/** For every answer; a page with scripts of its own widens the policy for itself. */
export function setSecurityHeaders(reply: FastifyReply, { isHttps }: { isHttps: boolean }): void {
  reply.headers(HEADERS).header('request-id', reply.request.id);
  if (isHttps) reply.header('strict-transport-security', HSTS);
}
