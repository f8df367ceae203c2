import { createLogger, type Logger } from '@countersign/runtime';
import { bitfinexV2Mac } from '@countersign/signing';
import {
  insertTestKey,
  TEST_ENVIRONMENT,
  type TestDatabase,
  type TestKey,
  type TestKeyOptions,
  type TestKeyrings,
  testDatabase,
  testKeyrings,
} from '@countersign/testing';
import { type Gateway, startGateway } from '../app.ts';
import type { Config } from '../config.ts';
import { LIMITS, type Limits } from '../limits.ts';
import { type RawAnswer, RawConnection } from './raw-client.ts';
import { type RecordingUpstream, recordingUpstream } from './recording-upstream.ts';

type Teardown = { teardown(fn: () => unknown): void };

export const UPSTREAM_TOKEN = 'upstream-token-for-tests';
const SILENT = createLogger('gateway', 'silent');

export type TestGateway = {
  readonly database: TestDatabase;
  readonly keyrings: TestKeyrings;
  readonly upstream: RecordingUpstream;
  readonly port: number;
  readonly gateway: Gateway;
  readonly config: Config;
  /** A further gateway on the same database and upstream. */
  another(overrides?: Partial<Config>): Promise<Gateway>;
  insertKey(options?: TestKeyOptions): Promise<TestKey>;
  lastNonce(keyId: string): Promise<number>;
};

export type TestParts = {
  readonly upstream?: RecordingUpstream;
  readonly logger?: Logger;
  readonly limits?: Partial<Limits>;
};

/** A real gateway with a real database and a recording upstream. */
export async function testGateway(
  t: Teardown,
  overrides: Partial<Config> = {},
  { upstream, logger = SILENT, limits = {} }: TestParts = {},
): Promise<TestGateway> {
  const database = await testDatabase(t);
  const keyrings = testKeyrings();
  const recording = upstream ?? (await recordingUpstream(t));
  const config = { ...testConfig(database, keyrings, recording.origin), ...overrides };
  const another = async (more: Partial<Config> = {}) => {
    const gateway = await startGateway({ ...config, ...more }, logger, { ...LIMITS, ...limits });
    t.teardown(() => gateway.stop());
    return gateway;
  };
  const gateway = await another();
  return {
    database,
    keyrings,
    upstream: recording,
    port: gateway.port,
    gateway,
    config,
    another,
    insertKey: (options) => insertTestKey(database, keyrings, { permissions: ['wallets:read'], ...options }),
    async lastNonce(keyId) {
      const rows = await database.query<{ n: string }>(
        'select last_nonce as n from key_states where key_id = $1',
        [keyId],
      );
      return Number(rows[0]?.n);
    },
  };
}

function testConfig(database: TestDatabase, keyrings: TestKeyrings, upstreamOrigin: string): Config {
  return {
    logLevel: 'silent',
    environment: TEST_ENVIRONMENT,
    host: '127.0.0.1',
    port: 0,
    databaseUrl: database.url('countersign_gateway'),
    databasePassword: new URL(database.url('countersign_gateway')).password,
    redisUrl: null,
    redisPassword: null,
    open: keyrings.openAsGateway,
    verify: keyrings.verify,
    assertion: keyrings.assertion,
    upstreamOrigin,
    upstreamToken: UPSTREAM_TOKEN,
    upstreamTimeoutMs: 5_000,
    upstreamMaxInFlight: 256,
    trustedProxies: [],
    limits: 'relaxed-on-loopback',
    maxCachedKeys: 1_000,
    maxSockets: 1_000,
    maxSocketsPerAddress: 100,
    drainMs: 0,
    metricsHost: '127.0.0.1',
    metricsPort: null,
    processes: 1,
    routesFile: null,
  };
}

export type SignedParts = {
  readonly path?: string;
  readonly nonce?: number | string;
  readonly body?: string | Buffer;
  /** What is signed, where it differs from what is sent. */
  readonly signs?: { readonly path?: string; readonly nonce?: string; readonly body?: string | Buffer };
  readonly method?: string;
  /** Lines to put in besides, without their line ends. */
  readonly extra?: readonly string[];
  /** Header lines to put instead of the signed ones, by name; `null` leaves the header out. */
  readonly replace?: Readonly<Record<string, string | null>>;
};

let clock = 1_700_000_000_000_000;
/** A nonce above every one before it in this process. */
export const nextNonce = () => ++clock;

/** The bytes of a signed request. */
export function signedRequest(key: { keyId: string; secret: string }, parts: SignedParts = {}): Buffer {
  const { path = '/v2/auth/r/wallets', body = '{}', method = 'POST', extra = [], replace = {} } = parts;
  const nonce = String(parts.nonce ?? nextNonce());
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  const signs = { path, nonce, body: bytes, ...parts.signs };
  const headers: Record<string, string | null> = {
    host: 'gateway.example',
    'content-type': 'application/json',
    'bfx-apikey': key.keyId,
    'bfx-nonce': nonce,
    'bfx-signature': bitfinexV2Mac(key.secret, signs.path, signs.nonce, signs.body).toString('hex'),
    'content-length': String(bytes.byteLength),
    ...replace,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === null ? [] : [`${name}: ${value}`],
  );
  const head = [`${method} ${path} HTTP/1.1`, ...lines, ...extra].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), bytes]);
}

/** Sends bytes on a connection of their own and takes one answer. */
export async function exchange(port: number, bytes: string | Buffer): Promise<RawAnswer> {
  const connection = await RawConnection.open(port);
  try {
    connection.write(bytes);
    return await connection.answer();
  } finally {
    connection.destroy();
  }
}

/** `[code, text]` of a Bitfinex error, with the status in front. */
export function errorOf(answer: RawAnswer): [status: number, code: number, text: string] {
  const [word, code, text] = JSON.parse(answer.body) as [string, number, string];
  if (word !== 'error') throw new Error(`not an error: ${answer.body}`);
  return [answer.status, code, text];
}

export const AUTHENTICATION_FAILED = [500, 10100, 'apikey: invalid'];
export const NONCE_SMALL = [500, 10114, 'nonce: small'];
export const PERMISSION_INVALID = [500, 10001, 'api_key: permission invalid'];
export const MAINTENANCE = [500, 20060, 'maintenance'];
