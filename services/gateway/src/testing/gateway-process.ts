import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { generateKeyPairJwks, parseKeyring } from '@countersign/sealing';
import {
  databaseSettings,
  eventually,
  freePort,
  insertTestKey,
  serviceFiles,
  TEST_ENVIRONMENT,
  TEST_PASSWORDS,
  type TestKey,
  testDatabase,
  testKeyrings,
} from '@countersign/testing';
import { type RecordingUpstream, recordingUpstream } from './recording-upstream.ts';

type Teardown = { teardown(fn: () => unknown): void };
type Line = Readonly<Record<string, unknown>>;

export type GatewayProcess = {
  readonly child: ChildProcess;
  readonly port: number;
  readonly upstream: RecordingUpstream;
  readonly folder: string;
  /** Its log so far. */
  readonly lines: readonly Line[];
  readonly exitCode: Promise<number | null>;
  insertKey(): Promise<TestKey>;
  /** One value of its metrics; `NaN` if there is none. */
  metric(series: string): Promise<number>;
  /** The ids of the processes that serve, as they were started. */
  pids(): readonly number[];
};

/** `main.ts` with a database and an upstream of its own, once it has said that it is ready. */
export async function gatewayProcess(
  t: Teardown,
  env: Record<string, string>,
  {
    files = {},
    upstream = null,
  }: { files?: Readonly<Record<string, string>>; upstream?: RecordingUpstream | null } = {},
): Promise<GatewayProcess> {
  const database = await testDatabase(t);
  const behind = upstream ?? (await recordingUpstream(t));
  const { folder, write } = serviceFiles(t);
  const sealing = generateKeyPairJwks('X25519', 'gateway-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  const keyrings = {
    ...testKeyrings(),
    sealToGateway: parseKeyring(sealing.publicJwks, 'seal'),
    sign: parseKeyring(signing.privateJwks, 'sign'),
  };
  const [port, metricsPort] = [await freePort(), await freePort()];
  const ofFiles = Object.entries(files).map(([name, content]) => [name, write(name, content)]);
  const child = spawn(process.execPath, [join(import.meta.dirname, '..', 'main.ts')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env.PATH ?? '',
      LOG_LEVEL: 'info',
      COUNTERSIGN_ENVIRONMENT: TEST_ENVIRONMENT,
      GATEWAY_PORT: String(port),
      METRICS_PORT: String(metricsPort),
      ...databaseSettings(
        database,
        'countersign_gateway',
        write('password', TEST_PASSWORDS.countersign_gateway),
      ),
      GATEWAY_SEALING_PRIVATE_KEYRING_FILE: write('sealing', sealing.privateJwks),
      SIGNING_PUBLIC_KEYRING_FILE: write('signing', signing.publicJwks),
      ASSERTION_PRIVATE_KEYRING_FILE: write(
        'assertion',
        generateKeyPairJwks('Ed25519', 'assertion-1').privateJwks,
      ),
      UPSTREAM_URL: behind.origin,
      UPSTREAM_TOKEN_FILE: write('token', 'upstream-token-for-tests'),
      UPSTREAM_TIMEOUT_MS: '5000',
      LIMITS: 'relaxed-on-loopback',
      DRAIN_MS: '0',
      ...Object.fromEntries(ofFiles),
      ...env,
    },
  });
  t.teardown(() => child.kill('SIGKILL'));
  const lines: Line[] = [];
  let rest = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part) as Line);
  });
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  let isReady = false;
  child.once('message', () => {
    isReady = true;
  });
  await eventually('the gateway to be ready', () => isReady, { deadlineMs: 60_000 });
  return {
    ...{ child, port, upstream: behind, folder, lines, exitCode },
    insertKey: () => insertTestKey(database, keyrings, { permissions: ['wallets:read'] }),
    async metric(series) {
      const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      const line = text.split('\n').find((each) => each.startsWith(`${series} `));
      return Number(line?.slice(series.length + 1) ?? Number.NaN);
    },
    pids: () => lines.filter(({ msg }) => msg === 'process started').map(({ pid }) => pid as number),
  };
}
