import { readFileSync } from 'node:fs';
import { parseKeyring } from '@countersign/sealing';
import {
  freePort,
  insertTestKey,
  revokeTestKey,
  TEST_ENVIRONMENT,
  type TestDatabase,
  type TestKey,
  type TestKeyOptions,
  testDatabase,
} from '@countersign/testing';
import type { RecordingUpstream } from './recording-upstream.ts';
import { type Files, gatewaySettings, writeSecretFiles } from './secret-files.ts';
import { type ServiceProcess, startService } from './service-process.ts';
import { startUpstream, type UpstreamKind } from './upstream.ts';

type Teardown = { teardown(fn: () => unknown): void };

export type Gateways = {
  readonly urls: readonly string[];
  readonly processes: readonly ServiceProcess[];
  readonly database: TestDatabase;
  /** What reached the upstream. */
  readonly upstream: RecordingUpstream;
  /** One value of the metrics of one of them; `NaN` if there is none. */
  metric(gateway: number, series: string): Promise<number>;
  /** A key as the key service would have made it, for what many of them are needed for. */
  insertKey(options?: TestKeyOptions): Promise<TestKey>;
  revokeKey(key: TestKey): Promise<void>;
};

export type GatewaysOptions = {
  readonly count?: number;
  readonly upstream?: UpstreamKind;
  readonly settings?: Readonly<Record<string, string>>;
  /** What to do to the database before they start. */
  readonly prepare?: (database: TestDatabase) => Promise<unknown>;
};

/** Gateways as real processes on one database, with no key service beside them; all gone when `t` ends. */
export async function startGateways(
  t: Teardown,
  { count = 1, upstream: kind = 'recording', settings = {}, prepare }: GatewaysOptions = {},
): Promise<Gateways> {
  const database = await testDatabase(t);
  await prepare?.(database);
  const files = writeSecretFiles(t);
  const upstream = await startUpstream(t, kind, files);
  const ports = await Promise.all(Array.from({ length: count }, () => freePort()));
  const metricsPorts = await Promise.all(ports.map(() => freePort()));
  const processes = await Promise.all(
    ports.map((port, index) =>
      startService(`gateway-${index + 1}`, 'services/gateway', {
        ...gatewaySettings(database, files),
        COUNTERSIGN_ENVIRONMENT: TEST_ENVIRONMENT,
        LOG_LEVEL: 'warn',
        LIMITS: 'relaxed-on-loopback',
        DRAIN_MS: '0',
        GATEWAY_PORT: String(port),
        METRICS_PORT: String(metricsPorts[index]),
        UPSTREAM_URL: upstream.url,
        ...settings,
      }),
    ),
  );
  t.teardown(() => Promise.all(processes.map((process) => process.kill('SIGKILL'))));
  const keyrings = keyMakingKeyrings(files);
  return {
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    processes,
    database,
    get upstream() {
      if (upstream.recording === null) throw new Error('the sandbox exchange records nothing');
      return upstream.recording;
    },
    async metric(gateway, series) {
      const text = await (await fetch(`http://127.0.0.1:${metricsPorts[gateway]}/metrics`)).text();
      const line = text.split('\n').find((each) => each.startsWith(`${series} `));
      return Number(line?.slice(series.length + 1) ?? Number.NaN);
    },
    insertKey: (options) => insertTestKey(database, keyrings, { permissions: ['wallets:read'], ...options }),
    revokeKey: ({ keyId }) => revokeTestKey(database, keyrings, keyId),
  };
}

function keyMakingKeyrings(files: Files) {
  const read = (name: string) => readFileSync(files(name), 'utf8');
  return {
    sealToGateway: parseKeyring(read('gateway-sealing-public'), 'seal'),
    sign: parseKeyring(read('signing-private'), 'sign'),
    verify: parseKeyring(read('signing-public'), 'verify'),
  };
}
