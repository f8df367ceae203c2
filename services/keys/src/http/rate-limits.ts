import { createHmac } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
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
/** Requests a minute with sessions of one account, from however many addresses. */
export const PER_MINUTE_OF_ACCOUNT = { normal: 600, strict: 120 } as const;
const LOOPBACK_FACTOR = 100;
/** Addresses, and accounts, remembered without Redis. */
const ADDRESSES = 50_000;

/** Counts a request of a session. @throws Refusal `rate-limited` */
export type LimitAccount = (request: FastifyRequest, reply: FastifyReply, userId: string) => Promise<void>;

declare module 'fastify' {
  interface FastifyContextConfig {
    countersign?: Route;
  }
}

/**
 * Limits every request by address: unknown paths, wrong methods and preflights included. Without Redis each
 * process counts alone; while Redis is down nobody is limited, and the log says so.
 */
export async function addRateLimits(app: FastifyInstance, deps: Deps): Promise<LimitAccount> {
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
  return limitByAccount(app, deps);
}

/** In the same store, once it is known who asks: changing addresses gets nobody more of one account (KS-79). */
function limitByAccount(app: FastifyInstance, { keyrings, settings }: Deps): LimitAccount {
  const accountKey = digestKey(keyrings, 'rate-limit-digests');
  const factor = settings.limits === 'relaxed-on-loopback' ? LOOPBACK_FACTOR : 1;
  const keys = new WeakMap<FastifyRequest, string>();
  const count = app.createRateLimit({
    max: (request) => PER_MINUTE_OF_ACCOUNT[levelOf(request)] * factor,
    keyGenerator: (request) => keys.get(request) ?? '',
  });
  return async (request, reply, userId) => {
    const counter = `account ${levelOf(request)}\0${userId}`;
    keys.set(request, createHmac('sha256', accountKey).update(counter).digest('base64url'));
    const counted = await count(request);
    if (counted.isAllowed) return;
    const { max, remaining, ttl, ttlInSeconds } = counted;
    if (remaining < Number(reply.getHeader('ratelimit-remaining') ?? Number.POSITIVE_INFINITY)) {
      // The headers tell of the limit that is nearer.
      reply.headers({
        'ratelimit-limit': max,
        'ratelimit-remaining': remaining,
        'ratelimit-reset': ttlInSeconds,
      });
    }
    if (counted.isExceeded) throw new Refusal('rate-limited', { retryAfterSeconds: ttl / 1_000 });
  };
}

const levelOf = (request: FastifyRequest) => request.routeOptions.config?.countersign?.limit ?? 'normal';
