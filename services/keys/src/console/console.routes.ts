import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';
import { fillPage, pagePolicy } from './page-policy.ts';
import { type Asset, readConsole } from './read-console.ts';

const NONCE_BYTES = 18;

/**
 * Serves the built console, if there is one. Its pages are static: the token of a mail's link is in the fragment and
 * never arrives here, and a mail scanner that opens one changes nothing.
 */
export function addConsole(
  app: FastifyInstance,
  { settings, randomBytes }: Pick<Deps, 'settings' | 'randomBytes'>,
): void {
  if (settings.consoleDir === null) return;
  const { page, paths, assets } = readConsole(settings.consoleDir);
  for (const path of paths) {
    app.get(path, async (_request, reply) => {
      const nonce = Buffer.from(randomBytes(NONCE_BYTES)).toString('base64url');
      reply.type('text/html; charset=utf-8').header('content-security-policy', pagePolicy(nonce));
      const { platformName, gatewayUrl } = settings;
      return reply.send(fillPage(page, { platformName, gatewayUrl: gatewayUrl ?? '', nonce }));
    });
  }
  for (const asset of assets) serveAsset(app, asset);
}

const A_YEAR = 'public, max-age=31536000, immutable';
const AN_HOUR = 'public, max-age=3600';

function serveAsset(app: FastifyInstance, { url, type, body, gzipped, isImmutable }: Asset): void {
  app.get(url, async (request, reply) => {
    const isZipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
    reply.type(type).header('cache-control', isImmutable ? A_YEAR : AN_HOUR);
    reply.header('vary', 'accept-encoding');
    if (isZipped) reply.header('content-encoding', 'gzip');
    return reply.send(isZipped ? gzipped : body);
  });
}
