import type { FastifyRequest } from 'fastify';
import { Refusal } from '../refusal.ts';

/**
 * Refuses state changes that another site made the browser send. A value that is present must match; a client
 * that sends neither header is no browser, and has no cookies but its own.
 */
export function checkOrigin(request: FastifyRequest, allowedOrigins: readonly string[]): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined && !allowedOrigins.includes(origin)) {
    throw new Refusal('origin-refused', { reason: 'Origin is not allowed' });
  }
  // `same-site` is a configured front-end's only when Origin vouches for it, as checked above.
  const isOurs = site === 'same-origin' || (site === 'same-site' && origin !== undefined);
  if (site !== undefined && !isOurs) {
    throw new Refusal('origin-refused', { reason: 'Sec-Fetch-Site is another site' });
  }
}
