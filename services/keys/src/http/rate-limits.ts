import { createHmac } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import type { Deps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { clientInfo } from './client-info.ts';
import type { Route } from './routes.ts';

/** Requests a minute from one address (IPv6: one /64). Attempt budgets in PostgreSQL guard the second factor; this only keeps noise away. */
export const PER_MINUTE = { normal: 300, strict: 30 } as const;
const LOOPBACK_FACTOR = 100;
const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

declare module 'fastify' {
  interface FastifyContextConfig {
    countersign?: Route;
  }
}

/** Limits every request by address, unknown paths included. Without Redis, or while it is down, each process counts alone. */
export async function addRateLimits(app: FastifyInstance, deps: Deps): Promise<void> {
  const hashKey = deps.randomBytes(32);
  const redis = connectRedis(deps);
  const isRelaxed = (request: FastifyRequest) =>
    deps.settings.limits === 'relaxed-on-loopback' && LOOPBACK.test(clientInfo(request).ip);
  await app.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    max: (request) => {
      const limit = PER_MINUTE[request.routeOptions.config.countersign?.limit ?? 'normal'];
      return isRelaxed(request) ? limit * LOOPBACK_FACTOR : limit;
    },
    keyGenerator: (request) => {
      const kind = request.routeOptions.config.countersign?.limit ?? 'normal';
      // Addresses are personal data: Redis and memory see a keyed digest only.
      const digest = createHmac('sha256', redis === null ? hashKey : deps.settings.environment);
      return digest.update(`${kind}\0${clientInfo(request).ip}`).digest('base64url');
    },
    ...(redis === null ? {} : { redis, skipOnError: true, nameSpace: 'countersign-keys-limit:' }),
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('rate-limited', { retryAfterSeconds: ttl / 1_000 }),
  });
  app.addHook('onClose', async () => {
    redis?.disconnect();
  });
}

function connectRedis({ settings, logger }: Deps): Redis | null {
  if (settings.redisUrl === null) return null;
  const redis = new Redis(settings.redisUrl, {
    ...(settings.redisPassword === null ? {} : { password: settings.redisPassword }),
    connectTimeout: 1_000,
    commandTimeout: 200,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  });
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis is not reachable, limits are not shared'));
  return redis;
}
