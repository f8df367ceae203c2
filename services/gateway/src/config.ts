import { availableParallelism } from 'node:os';
import { ConfigReader, type Environment } from '@countersign/runtime';
import { parseKeyring } from '@countersign/sealing';

export type Config = ReturnType<typeof readConfig>;

const MAX_PROCESSES = 64;
const TOKEN = /^[\x21-\x7e]{16,512}$/;

/** The only reader of the environment. Throws `ConfigError` with every fault. */
export function readConfig(env: Environment) {
  const reader = new ConfigReader(env);
  const limitsFrom = (name: string, fallback: number, min: number, max: number) =>
    reader.integer(name, { fallback, min, max });
  return reader.finish('gateway', {
    logLevel: reader.text('LOG_LEVEL', 'info'),
    environment: reader.text('COUNTERSIGN_ENVIRONMENT'),
    host: reader.text('GATEWAY_HOST', '127.0.0.1'),
    port: limitsFrom('GATEWAY_PORT', 3100, 0, 65_535),
    databaseUrl: reader.text('DATABASE_URL'),
    databasePassword: reader.file('DATABASE_PASSWORD_FILE'),
    redisUrl: reader.optional('REDIS_URL'),
    redisPassword:
      reader.optional('REDIS_PASSWORD_FILE') === null ? null : reader.file('REDIS_PASSWORD_FILE'),
    open: reader.parsedFile('GATEWAY_SEALING_PRIVATE_KEYRING_FILE', (text) => parseKeyring(text, 'open')),
    verify: reader.parsedFile('SIGNING_PUBLIC_KEYRING_FILE', (text) => parseKeyring(text, 'verify')),
    assertion: reader.parsedFile('ASSERTION_PRIVATE_KEYRING_FILE', (text) => parseKeyring(text, 'sign')),
    upstreamOrigin: reader.origin('UPSTREAM_URL'),
    upstreamToken: upstreamToken(reader),
    upstreamTimeoutMs: limitsFrom('UPSTREAM_TIMEOUT_MS', 10_000, 100, 60_000),
    upstreamMaxInFlight: limitsFrom('UPSTREAM_MAX_IN_FLIGHT', 256, 1, 10_000),
    trustedProxies: reader.cidrs('TRUSTED_PROXIES'),
    limits: reader.oneOf('LIMITS', ['standard', 'relaxed-on-loopback'], 'standard'),
    maxCachedKeys: limitsFrom('MAX_CACHED_KEYS', 50_000, 100, 10_000_000),
    maxSockets: limitsFrom('MAX_SOCKETS', 10_000, 1, 100_000),
    maxSocketsPerAddress: limitsFrom('MAX_SOCKETS_PER_ADDRESS', 100, 1, 100_000),
    routesFile: reader.optional('ROUTES_FILE'),
    processes: processes(reader),
    metricsHost: reader.text('METRICS_HOST', '127.0.0.1'),
    metricsPort: metricsPort(reader),
    /** How long the gateway goes on serving after it was told to stop. */
    drainMs: limitsFrom('DRAIN_MS', 5_000, 0, 120_000),
  });
}

function processes(reader: ConfigReader): number {
  if (reader.optional('GATEWAY_PROCESSES') === 'auto') return Math.min(availableParallelism(), MAX_PROCESSES);
  return reader.integer('GATEWAY_PROCESSES', { fallback: 1, min: 1, max: MAX_PROCESSES });
}

/** `null`: no metrics. Never the port of the clients. */
function metricsPort(reader: ConfigReader): number | null {
  if (reader.optional('METRICS_PORT') === null) return null;
  const port = reader.integer('METRICS_PORT', { min: 1, max: 65_535 });
  if (String(port) === reader.text('GATEWAY_PORT', '3100')) {
    reader.fault('METRICS_PORT must not be GATEWAY_PORT: metrics are not for clients');
  }
  return port;
}

function upstreamToken(reader: ConfigReader): string {
  const token = reader.file('UPSTREAM_TOKEN_FILE');
  if (token !== '' && !TOKEN.test(token)) {
    reader.fault('UPSTREAM_TOKEN_FILE must hold 16 to 512 visible ASCII characters');
  }
  return token;
}
