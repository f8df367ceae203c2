import { generateKeyPairJwks, generateSymmetricJwks } from '@countersign/sealing';
import {
  databaseSettings,
  freePort,
  serviceFiles,
  TEST_PASSWORDS,
  type TestDatabase,
} from '@countersign/testing';
import { type MeasuredProcess, startMeasured } from './measured-process.ts';

export type RunningService = Pick<MeasuredProcess, 'memory' | 'isRunning'> & { readonly origin: string };

type Test = { teardown(fn: () => unknown): void };

/** The key service as a process of its own, behind a proxy that it trusts: each request may come from another address. */
export async function startKeyService(t: Test, database: TestDatabase): Promise<RunningService> {
  const { write } = serviceFiles(t);
  const port = await freePort();
  const process = await startMeasured(t, {
    service: 'keys',
    port,
    env: {
      LOG_LEVEL: 'fatal',
      COUNTERSIGN_ENVIRONMENT: 'test',
      KEYS_PORT: String(port),
      DRAIN_MS: '0',
      LIMITS: 'relaxed-on-loopback',
      TRUSTED_PROXIES: '127.0.0.1,::1',
      CONSOLE_ORIGIN: `http://localhost:${port}`,
      ...databaseSettings(database, 'countersign_keys', write('password', TEST_PASSWORDS.countersign_keys)),
      GATEWAY_SEALING_PUBLIC_KEYRING_FILE: write('g', generateKeyPairJwks('X25519', 'g').publicJwks),
      MAILER_SEALING_PUBLIC_KEYRING_FILE: write('m', generateKeyPairJwks('X25519', 'm').publicJwks),
      SIGNING_PRIVATE_KEYRING_FILE: write('s', generateKeyPairJwks('Ed25519', 's').privateJwks),
      TOTP_KEYRING_FILE: write('t', generateSymmetricJwks('t')),
    },
  });
  return { ...process, origin: `http://127.0.0.1:${port}` };
}
