import { createHmac } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { digestKey } from '../digest-key.ts';
import { Refusal } from '../refusal.ts';
import { addressGroup, isLoopback } from './address-group.ts';
import { clientInfo } from './client-info.ts';
import { connectRedis } from './redis-adapter.ts';
import type { Route } from './routes.ts';

/**
 * Requests a minute from one address (IPv6: one /64). This only keeps noise away: the budgets that guard
 * passwords and second factors live in PostgreSQL, count by account, and hold whatever happens to these.
 */
export const PER_MINUTE = { normal: 300, strict: 30 } as const;
const LOOPBACK_FACTOR = 100;
/** Addresses remembered without Redis. */
const ADDRESSES = 50_000;

declare module 'fastify' {
  interface FastifyContextConfig {
    countersign?: Route;
  }
}

/**
 * Limits every request by address: unknown paths, wrong methods and preflights included. Without Redis each
 * process counts alone; while Redis is down nobody is limited, and the log says so.
 */
export async function addRateLimits(app: FastifyInstance, deps: Deps): Promise<void> {
  const redis = connectRedis(deps);
  // Addresses are personal data: memory and Redis see a keyed digest only.
  const addressKey = digestKey(deps.keyrings, 'rate-limit-digests');
  const isRelaxed = (request: FastifyRequest) =>
    deps.settings.limits === 'relaxed-on-loopback' && isLoopback(clientInfo(request).ip);
  await app.register(rateLimit, {
    global: false,
    timeWindow: 60_000,
    cache: ADDRESSES,
    max: (request) => PER_MINUTE[levelOf(request)] * (isRelaxed(request) ? LOOPBACK_FACTOR : 1),
    keyGenerator: (request) => {
      const group = addressGroup(clientInfo(request).ip);
      // A balancer's health checks must not be crowded out by what else comes from its address.
      const counter = request.url.startsWith('/health/') ? 'health' : levelOf(request);
      return createHmac('sha256', addressKey).update(`${counter}\0${group}`).digest('base64url');
    },
    ...(redis === null ? {} : { redis, skipOnError: true, nameSpace: 'countersign-keys-limit:' }),
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('rate-limited', { retryAfterSeconds: ttl / 1_000 }),
  });
  // One hook for all, instead of the plugin's one a route: paths that do not exist are limited, too.
  app.addHook('onRequest', app.rateLimit());
  app.addHook('onClose', async () => redis?.disconnect());
}

const levelOf = (request: FastifyRequest) => request.routeOptions.config?.countersign?.limit ?? 'normal';
