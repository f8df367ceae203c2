import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import { eventually, freePort, TEST_PASSWORDS, type TestDatabase } from '@countersign/testing';

const ROOT = join(import.meta.dirname, '..', '..');

export type Memory = { readonly heapBytes: number; readonly rssBytes: number };
export type RunningService = {
  readonly origin: string;
  /** After a collection of what is no longer in use. */
  memory(): Promise<Memory>;
  isRunning(): boolean;
};

type Test = { teardown(fn: () => unknown): void };

/** The key service as a process of its own, behind a proxy that it trusts: each request may come from another address. */
export async function startKeyService(t: Test, database: TestDatabase): Promise<RunningService> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-inputs-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const url = new URL(database.url('countersign_keys'));
  url.password = '';
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const reporter = join(import.meta.dirname, 'report-memory.ts');
  const child: ChildProcess = spawn(
    process.execPath,
    ['--expose-gc', `--import=${reporter}`, join(ROOT, 'services/keys/src/main.ts')],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH ?? '',
        LOG_LEVEL: 'fatal',
        COUNTERSIGN_ENVIRONMENT: 'test',
        KEYS_PORT: String(port),
        DRAIN_MS: '0',
        LIMITS: 'relaxed-on-loopback',
        TRUSTED_PROXIES: '127.0.0.1,::1',
        CONSOLE_ORIGIN: origin,
        DATABASE_URL: url.href,
        DATABASE_PASSWORD_FILE: file('db', TEST_PASSWORDS.countersign_keys),
        GATEWAY_SEALING_PUBLIC_KEYRING_FILE: file('g', generateKeyPairJwks('X25519', 'g').publicJwks),
        MAILER_SEALING_PUBLIC_KEYRING_FILE: file('m', generateKeyPairJwks('X25519', 'm').publicJwks),
        SIGNING_PRIVATE_KEYRING_FILE: file('s', generateKeyPairJwks('Ed25519', 's').privateJwks),
        TOTP_KEYRING_FILE: file('t', generateSymmetricJwks('t')),
      },
    },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await eventually('the key service to be ready', isReady, { deadlineMs: 90_000 });
  return {
    origin: `http://127.0.0.1:${port}`,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async memory() {
      child.send('memory');
      for (;;) {
        // It also says, once, that it is ready.
        const [message] = (await once(child, 'message')) as [{ memory?: Memory }];
        if (message.memory !== undefined) return message.memory;
      }
    },
  };
}
