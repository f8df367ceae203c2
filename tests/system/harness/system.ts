import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import { freePort, TEST_PASSWORDS, type TestDatabase, testDatabase } from '@countersign/testing';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { type RecordingUpstream, startRecordingUpstream } from './recording-upstream.ts';
import { type ServiceProcess, startService } from './service-process.ts';

type Teardown = { teardown(fn: () => unknown): void };

export type System = {
  readonly keysUrl: string;
  readonly gatewayUrls: readonly string[];
  readonly database: TestDatabase;
  readonly mailbox: Mailbox;
  readonly processes: {
    readonly keys: ServiceProcess;
    readonly mailer: ServiceProcess;
    readonly gateways: readonly ServiceProcess[];
  };
  /** What reached the upstream; `null` when the sandbox exchange is the upstream. */
  readonly upstream: RecordingUpstream | null;
  /** Everything that any service wrote. */
  output(): string;
};

export type SystemOptions = {
  readonly gateways?: number;
  readonly upstream?: 'recording' | 'sandbox';
  readonly redisUrl?: string | null;
  /** Settings besides those that every part needs. Those of the key service may depend on where it will be. */
  readonly settings?: {
    readonly all?: Settings;
    readonly mailer?: Settings;
    readonly keys?: (keysUrl: string) => Settings | Promise<Settings>;
  };
};

type Settings = Readonly<Record<string, string>>;

/** Every service as a real process on its own database, with a real SMTP server; all gone when `t` ends. */
export async function startSystem(t: Teardown, options: SystemOptions = {}): Promise<System> {
  const database = await testDatabase(t);
  const files = writeSecretFiles(t);
  const mailbox = await openMailbox();
  t.teardown(() => mailbox.close());
  const started: ServiceProcess[] = [];
  t.teardown(() => Promise.all(started.map((process) => process.kill('SIGKILL'))));
  const start = async (name: string, workspace: string, env: Record<string, string>) => {
    const process = await startService(name, `services/${workspace}`, env);
    started.push(process);
    return process;
  };

  const { url: upstreamUrl, recording } = await startUpstream(t, options, files, start);
  const keysPort = await freePort();
  const keysUrl = `http://localhost:${keysPort}`;
  const common = {
    COUNTERSIGN_ENVIRONMENT: 'system-test',
    LOG_LEVEL: 'trace',
    LIMITS: 'relaxed-on-loopback',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.settings?.all,
  };
  const keysSettings = (await options.settings?.keys?.(keysUrl)) ?? {};
  const keys = start('keys', 'keys', {
    ...common,
    ...databaseEnv(database, 'countersign_keys', files),
    KEYS_HOST: 'localhost',
    KEYS_PORT: String(keysPort),
    CONSOLE_ORIGIN: keysUrl,
    GATEWAY_SEALING_PUBLIC_KEYRING_FILE: files('gateway-sealing-public'),
    MAILER_SEALING_PUBLIC_KEYRING_FILE: files('mailer-sealing-public'),
    SIGNING_PRIVATE_KEYRING_FILE: files('signing-private'),
    TOTP_KEYRING_FILE: files('totp'),
    ...keysSettings,
  });
  const mailer = start('mailer', 'mailer', {
    ...common,
    ...databaseEnv(database, 'countersign_mailer', files),
    MAILER_HOST: '127.0.0.1',
    MAILER_PORT: String(await freePort()),
    MAILER_SEALING_PRIVATE_KEYRING_FILE: files('mailer-sealing-private'),
    SIGNING_PUBLIC_KEYRING_FILE: files('signing-public'),
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(mailbox.port),
    SMTP_TLS: 'off',
    MAIL_FROM: 'no-reply@countersign.example',
    CONSOLE_ORIGIN: keysUrl,
    ...options.settings?.mailer,
  });
  const gatewayPorts = await Promise.all(Array.from({ length: options.gateways ?? 1 }, () => freePort()));
  const gateways = gatewayPorts.map((port, index) =>
    start(`gateway-${index + 1}`, 'gateway', {
      ...common,
      ...databaseEnv(database, 'countersign_gateway', files),
      GATEWAY_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      GATEWAY_SEALING_PRIVATE_KEYRING_FILE: files('gateway-sealing-private'),
      SIGNING_PUBLIC_KEYRING_FILE: files('signing-public'),
      ASSERTION_PRIVATE_KEYRING_FILE: files('assertion-private'),
      UPSTREAM_URL: upstreamUrl,
      UPSTREAM_TOKEN_FILE: files('upstream-token'),
    }),
  );
  return {
    keysUrl,
    gatewayUrls: gatewayPorts.map((port) => `http://127.0.0.1:${port}`),
    database,
    mailbox,
    processes: { keys: await keys, mailer: await mailer, gateways: await Promise.all(gateways) },
    upstream: recording,
    output: () => started.map((process) => process.output()).join('\n'),
  };
}

type Start = (name: string, workspace: string, env: Record<string, string>) => Promise<ServiceProcess>;
type Files = (name: string) => string;

async function startUpstream(t: Teardown, options: SystemOptions, files: Files, start: Start) {
  if (options.upstream === 'sandbox') {
    const port = await freePort();
    await start('exchange', 'sandbox-exchange', {
      EXCHANGE_HOST: '127.0.0.1',
      EXCHANGE_PORT: String(port),
      UPSTREAM_TOKEN_FILE: files('upstream-token'),
    });
    return { url: `http://127.0.0.1:${port}`, recording: null };
  }
  const recording = await startRecordingUpstream();
  t.teardown(() => recording.close());
  return { url: recording.url, recording };
}

function databaseEnv(database: TestDatabase, role: keyof typeof TEST_PASSWORDS, files: Files) {
  const url = new URL(database.url(role));
  url.password = '';
  return { DATABASE_URL: url.href, DATABASE_PASSWORD_FILE: files(role) };
}

/** Keys and passwords of one system, a file each, as an operator keeps them. */
function writeSecretFiles(t: Teardown): Files {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-system-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const gateway = generateKeyPairJwks('X25519', 'gateway-1');
  const mailer = generateKeyPairJwks('X25519', 'mailer-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  const contents: Record<string, string> = {
    'gateway-sealing-public': gateway.publicJwks,
    'gateway-sealing-private': gateway.privateJwks,
    'mailer-sealing-public': mailer.publicJwks,
    'mailer-sealing-private': mailer.privateJwks,
    'signing-public': signing.publicJwks,
    'signing-private': signing.privateJwks,
    'assertion-private': generateKeyPairJwks('Ed25519', 'assertion-1').privateJwks,
    totp: generateSymmetricJwks('totp-1'),
    'upstream-token': 'upstream-token-of-the-system-test',
    ...TEST_PASSWORDS,
  };
  for (const [name, content] of Object.entries(contents)) {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
  }
  return (name) => join(folder, name);
}
