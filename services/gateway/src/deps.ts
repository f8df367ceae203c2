import { randomBytes, randomUUID } from 'node:crypto';
import {
  assertSchemaIsCurrent,
  createDatabase,
  createPool,
  type DatabaseOptions,
} from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import type { Pool } from 'pg';
import { addressList } from './addresses/address-list.ts';
import type { ClientAddress } from './addresses/client-address.ts';
import { BatchedRead } from './api-key-lookup/batched-read.ts';
import { KeyLookup } from './api-key-lookup/key-lookup.ts';
import { LiveVerifier } from './api-key-lookup/live-verifier.ts';
import type { Config } from './config.ts';
import { AccessLog } from './http/access-log.ts';
import { ConnectionCounts } from './http/connection-counts.ts';
import { type Drain, drain } from './http/drain.ts';
import type { ServerDeps } from './http/gateway-server.ts';
import { health } from './http/health.ts';
import { requestIds } from './http/request-ids.ts';
import { Limiter } from './limits/limiter.ts';
import { redisSharedRates } from './limits/shared-rates-adapter.ts';
import { type Limits, lastCallsMs } from './limits.ts';
import type { MetricParts } from './metrics/read-metrics.ts';
import { RequestCounts } from './metrics/request-counts.ts';
import { NonceConsumer } from './nonces/nonce-consumer.ts';
import { PrincipalAssertions } from './principal/principal-assertions.ts';
import { connectUpstream } from './proxy/connect-upstream.ts';
import { headerLines } from './proxy/header-lines.ts';
import { RefusalLog } from './refusals/refusal-log.ts';
import { writeRefusals } from './refusals/refusal-store.ts';
import type { RouteFile } from './routing/load-routes.ts';
import { TokenSweep } from './tokens/sweep-tokens.ts';
import { TokenSigner } from './tokens/token-record.ts';
import { noteTokenUses, readTokens } from './tokens/token-store.ts';
import { TokenUseLog } from './tokens/write-token-uses.ts';
import { buildSockets } from './websocket/build-sockets.ts';

export type Deps = ServerDeps & {
  readonly drain: Drain;
  readonly metrics: MetricParts;
  close(): Promise<void>;
};

const VERIFIER_BYTES = 48;
const STATEMENTS = 4;
/** A batch is of few rows: with some thousand keys PostgreSQL would rather read all of them each time, and take twice as long. */
const BY_INDEX = { enable_hashjoin: 'off', enable_mergejoin: 'off' };
/** Several processes that write to one pipe get in each other's lines unless a write is at most this long (PIPE_BUF). */
const PIPE_BYTES = 4_096;
const LOG_BYTES = 65_536;

/** Everything the gateway is made of, put together once. */
export function createDeps(config: Config, limits: Limits, logger: Logger, routes: RouteFile): Deps {
  const now = () => performance.now();
  const pools = {
    keys: pool(config, logger, 'keys'),
    nonces: pool(config, logger, 'nonces', { settings: BY_INDEX }),
    lockedNonces: pool(config, logger, 'locked-nonces', { settings: BY_INDEX }),
    refusals: pool(config, logger, 'refusals', { poolSize: 1 }),
    tokens: pool(config, logger, 'tokens'),
    sockets: pool(config, logger, 'sockets', { poolSize: 2 }),
  };
  const keys = new KeyLookup({
    ...config,
    pool: pools.keys,
    logger,
    now,
    maxKeys: config.maxCachedKeys,
    deadlineMs: limits.storeMs,
  });
  const nonces = new NonceConsumer({
    pool: pools.nonces,
    waitingPool: pools.lockedNonces,
    maxStatements: STATEMENTS,
    maxWaitingStatements: STATEMENTS,
    logger,
    now,
    deadlineMs: limits.storeMs,
  });
  const rates =
    config.redisUrl === null ? null : redisSharedRates(config.redisUrl, config.redisPassword, logger);
  const common = { maxClients: limits.maxLimitedClients, now, shared: rates };
  const addressLimiter = new Limiter({ ...common, name: 'address', rate: limits.address });
  const keyLimiter = new Limiter({ ...common, name: 'key', rate: limits.key });
  const isRelaxed = ({ isLoopback }: { isLoopback: boolean }) =>
    isLoopback && config.limits === 'relaxed-on-loopback';
  const trustedProxies = addressList(config.trustedProxies);
  const upstream = () =>
    connectUpstream({
      origin: config.upstreamOrigin,
      maxInFlight: config.upstreamMaxInFlight,
      connectTimeoutMs: limits.connectMs,
      silenceMs: config.upstreamTimeoutMs,
      now,
      deadlineMs: limits.callToFirstByte * config.upstreamTimeoutMs,
      maxResponseBytes: limits.maxResponseBytes,
    });
  const signedUpstream = upstream();
  const publicUpstream = upstream();
  const refusals = new RefusalLog({ write: (entries) => writeRefusals(pools.refusals, entries), logger });
  const tokens = tokenParts(config, limits, logger, { keys, pool: pools.tokens, now });
  // Connections of its own: a flood of look-ups must not make the gateway look unready, nor questions after its health
  // keep look-ups waiting.
  const healthDatabase = createDatabase({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: 2,
    applicationName: 'countersign-gateway-health',
    logger,
  });
  const draining = drain({
    drainMs: config.drainMs,
    lastCallsMs: lastCallsMs(limits, config.upstreamTimeoutMs),
  });
  const isDraining = () => draining.isDraining;
  const requests = new RequestCounts();
  const accessLog = new AccessLog(logger, requests, config.processes > 1 ? PIPE_BYTES : LOG_BYTES);
  const limitsOf = (limiter: Limiter) => (from: { readonly address: ClientAddress }) =>
    isRelaxed(from.address) ? null : limiter;
  const verification = {
    keys,
    nonces,
    dummyVerifier: new LiveVerifier(randomBytes(VERIFIER_BYTES)),
    refusals,
    routes: routes.live,
    addressLimit: limitsOf(addressLimiter),
    keyLimit: limitsOf(keyLimiter),
    tokens: tokens.use,
  };
  const assertions = new PrincipalAssertions({
    keyring: config.assertion,
    issuer: `countersign:${config.environment}`,
    audience: config.upstreamOrigin,
    wallClock: Date.now,
  });
  const sockets = buildSockets({
    ...{ config, limits, assertions, accessLog, logger, now },
    pool: pools.sockets,
    authentication: verification,
    keyLimit: verification.keyLimit,
    isExempt: isRelaxed,
    serverId: randomUUID(),
    wallClock: Date.now,
  });
  return {
    verification,
    sockets,
    metrics: {
      ...{ requests, nonces, keys, refusals, pools, routes },
      upstreams: { signed: signedUpstream, public: publicUpstream },
      sockets: sockets.open,
    },
    connectionCounts: new ConnectionCounts({
      maxPerAddress: limits.maxConnectionsPerAddress,
      isExempt: (address) => isRelaxed(address) || trustedProxies.includes(address.text),
    }),
    trustedProxies,
    signedUpstream,
    publicUpstream,
    upstreamToken: headerLines(['countersign-upstream-token', config.upstreamToken]),
    assertions,
    maxBodyBytes: limits.maxBodyBytes,
    tokenCalls: tokens.calls,
    health: health({ askDatabase: () => assertSchemaIsCurrent(healthDatabase), isDraining, now }),
    accessLog,
    logger,
    nextRequestId: requestIds(randomBytes(6).toString('base64url')),
    now,
    isDraining,
    drain: draining,
    async close() {
      await refusals.flush();
      await Promise.all([signedUpstream.close(), publicUpstream.close(), rates?.close(), tokens.close()]);
      await Promise.all([healthDatabase.destroy(), ...Object.values(pools).map((each) => each.end())]);
      keys.close();
      accessLog.flush();
    },
  };
}

/** What scoped tokens are used, issued and cleared away with. */
function tokenParts(
  config: Config,
  limits: Limits,
  logger: Logger,
  { keys, pool, now }: { keys: KeyLookup; pool: Pool; now: () => number },
) {
  const signer = new TokenSigner(config.environment, config.assertion);
  const database = createDatabase({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: STATEMENTS,
    applicationName: 'countersign-gateway-token-changes',
    logger,
  });
  const tokens = new BatchedRead({
    read: (digests) => readTokens(pool, digests),
    maxKeysAStatement: 500,
    maxStatements: STATEMENTS,
    maxWaiting: 10_000,
    deadlineMs: limits.storeMs,
    isFresh: true,
  });
  const uses = new TokenUseLog({ write: (rows) => noteTokenUses(pool, rows), logger, now });
  const alarm = (keyId: string) =>
    logger.error({ alarm: 'token-not-genuine', keyId }, 'a scoped token is not to be trusted: refused');
  const sweep = new TokenSweep({ database, logger, intervalMs: limits.tokenSweepMs });
  return {
    use: { keys, tokens, signer, uses, alarm },
    calls: { database, signer, randomBytes, maxLive: limits.tokensPerKey },
    async close() {
      await Promise.all([sweep.close(), uses.flush()]);
      await database.destroy();
    },
  };
}

function pool(
  config: Config,
  logger: Logger,
  purpose: string,
  options: Partial<Pick<DatabaseOptions, 'poolSize' | 'settings'>> = {},
) {
  return createPool({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: STATEMENTS,
    applicationName: `countersign-gateway-${purpose}`,
    isForSingleStatements: true,
    logger,
    ...options,
  });
}
