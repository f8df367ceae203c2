import { databaseSettings, freePort, type TestDatabase, testDatabase } from '@countersign/testing';
import { type Mailbox, openMailbox } from './mailbox.ts';
import type { RecordingUpstream } from './recording-upstream.ts';
import { gatewaySettings, writeSecretFiles } from './secret-files.ts';
import { type ServiceProcess, startService } from './service-process.ts';
import { startUpstream, type UpstreamKind } from './upstream.ts';

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
  /** One more key service on the same database, for the same front-end. */
  anotherKeyService(): Promise<{ readonly url: string; readonly process: ServiceProcess }>;
  /** What reached the upstream; `null` when the sandbox exchange is the upstream. */
  readonly upstream: RecordingUpstream | null;
  /** Everything that any service wrote. */
  output(): string;
};

export type SystemOptions = {
  readonly gateways?: number;
  readonly upstream?: UpstreamKind;
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

  const upstream = await startUpstream(t, options.upstream ?? 'recording', files);
  if (upstream.process !== null) started.push(upstream.process);
  const keysPort = await freePort();
  const keysUrl = `http://localhost:${keysPort}`;
  const common = {
    COUNTERSIGN_ENVIRONMENT: 'system-test',
    LOG_LEVEL: 'trace',
    LIMITS: 'relaxed-on-loopback',
    ...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
    ...options.settings?.all,
  };
  const gatewayPorts = await Promise.all(Array.from({ length: options.gateways ?? 1 }, () => freePort()));
  const gatewayUrls = gatewayPorts.map((port) => `http://127.0.0.1:${port}`);
  const keysSettings = (await options.settings?.keys?.(keysUrl)) ?? {};
  const keysEnv = (port: number) => ({
    ...common,
    ...databaseSettings(database, 'countersign_keys', files('countersign_keys')),
    KEYS_HOST: 'localhost',
    KEYS_PORT: String(port),
    CONSOLE_ORIGIN: keysUrl,
    ...(gatewayUrls[0] === undefined ? {} : { GATEWAY_URL: gatewayUrls[0] }),
    GATEWAY_SEALING_PUBLIC_KEYRING_FILE: files('gateway-sealing-public'),
    MAILER_SEALING_PUBLIC_KEYRING_FILE: files('mailer-sealing-public'),
    SIGNING_PRIVATE_KEYRING_FILE: files('signing-private'),
    TOTP_KEYRING_FILE: files('totp'),
    ...keysSettings,
  });
  const keys = start('keys', 'keys', keysEnv(keysPort));
  const mailer = start('mailer', 'mailer', {
    ...common,
    ...databaseSettings(database, 'countersign_mailer', files('countersign_mailer')),
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
  const gateways = gatewayPorts.map((port, index) =>
    start(`gateway-${index + 1}`, 'gateway', {
      ...common,
      ...gatewaySettings(database, files),
      GATEWAY_PORT: String(port),
      UPSTREAM_URL: upstream.url,
    }),
  );
  return {
    keysUrl,
    gatewayUrls,
    database,
    mailbox,
    processes: { keys: await keys, mailer: await mailer, gateways: await Promise.all(gateways) },
    async anotherKeyService() {
      const port = await freePort();
      return { url: `http://localhost:${port}`, process: await start('keys-2', 'keys', keysEnv(port)) };
    },
    upstream: upstream.recording,
    output: () => started.map((process) => process.output()).join('\n'),
  };
}
