import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';

/** What a front-end's script may read besides the body. */
const EXPOSED = [
  'request-id',
  'retry-after',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'idempotency-replayed',
  'allow',
].join(', ');
const PREFLIGHT_SECONDS = '600';

/**
 * Lets the configured front-ends of the same site read answers (Fetch Standard, CORS protocol); to every other
 * origin nothing is said. Never `*`: these answers belong to whoever is signed in.
 *
 * @returns whether the request came from such a front-end
 */
export function allowOrigin(
  request: FastifyRequest,
  reply: FastifyReply,
  settings: Deps['settings'],
): boolean {
  reply.header('vary', 'origin');
  const { origin } = request.headers;
  if (origin === undefined || !settings.allowedOrigins.includes(origin)) return false;
  reply
    .header('access-control-allow-origin', origin)
    .header('access-control-allow-credentials', 'true')
    .header('access-control-expose-headers', EXPOSED);
  return true;
}

/** Headers of the answer to a preflight from an allowed origin. */
export function preflightHeaders(methods: readonly string[]): Record<string, string> {
  return {
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'content-type, idempotency-key',
    'access-control-max-age': PREFLIGHT_SECONDS,
  };
}
