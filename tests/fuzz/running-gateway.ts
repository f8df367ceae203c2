import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateKeyPairJwks, parseKeyring } from '@countersign/sealing';
import {
  eventually,
  freePort,
  TEST_ENVIRONMENT,
  TEST_PASSWORDS,
  type TestDatabase,
} from '@countersign/testing';
import type { Memory } from '../inputs/running-service.ts';

const ROOT = join(import.meta.dirname, '..', '..');

export type RunningGateway = {
  readonly port: number;
  readonly keyrings: ReturnType<typeof makeKeyrings>['parsed'];
  /** What it wrote down above the level of information. */
  readonly complaints: readonly string[];
  /** After a collection of what is no longer in use. */
  memory(): Promise<Memory>;
  isRunning(): boolean;
};

type Test = { teardown(fn: () => unknown): void };

function makeKeyrings() {
  const sealing = generateKeyPairJwks('X25519', 'gateway-1');
  const signing = generateKeyPairJwks('Ed25519', 'signing-1');
  const assertion = generateKeyPairJwks('Ed25519', 'assertion-1');
  const parsed = {
    sealToGateway: parseKeyring(sealing.publicJwks, 'seal'),
    sign: parseKeyring(signing.privateJwks, 'sign'),
    verify: parseKeyring(signing.publicJwks, 'verify'),
    assertion: parseKeyring(assertion.privateJwks, 'sign'),
  };
  return { sealing, signing, assertion, parsed };
}

/** A gateway as a process of its own, as it runs in production but for its limits. */
export async function startGatewayProcess(
  t: Test,
  {
    database,
    upstreamOrigin,
    upstreamToken,
  }: { database: TestDatabase; upstreamOrigin: string; upstreamToken: string },
): Promise<RunningGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-fuzz-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content, { mode: 0o600 });
    return join(folder, name);
  };
  const keyrings = makeKeyrings();
  const url = new URL(database.url('countersign_gateway'));
  url.password = '';
  const port = await freePort();
  const child: ChildProcess = spawn(
    process.execPath,
    [
      '--expose-gc',
      `--import=${join(ROOT, 'tests/inputs/report-memory.ts')}`,
      join(ROOT, 'services/gateway/src/main.ts'),
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: {
        PATH: process.env.PATH ?? '',
        LOG_LEVEL: 'warn',
        COUNTERSIGN_ENVIRONMENT: TEST_ENVIRONMENT,
        GATEWAY_PORT: String(port),
        DRAIN_MS: '0',
        LIMITS: 'relaxed-on-loopback',
        DATABASE_URL: url.href,
        DATABASE_PASSWORD_FILE: file('db', TEST_PASSWORDS.countersign_gateway),
        GATEWAY_SEALING_PRIVATE_KEYRING_FILE: file('g', keyrings.sealing.privateJwks),
        SIGNING_PUBLIC_KEYRING_FILE: file('s', keyrings.signing.publicJwks),
        ASSERTION_PRIVATE_KEYRING_FILE: file('a', keyrings.assertion.privateJwks),
        UPSTREAM_URL: upstreamOrigin,
        UPSTREAM_TOKEN_FILE: file('u', upstreamToken),
      },
    },
  );
  t.teardown(() => child.kill('SIGKILL'));
  const complaints: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => complaints.push(text.slice(0, 2_000)));
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ status }) => status === 200,
      () => false,
    );
  await eventually('the gateway to be ready', isReady, { deadlineMs: 90_000 });
  return {
    port,
    keyrings: keyrings.parsed,
    complaints,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    async memory() {
      child.send('memory');
      for (;;) {
        const [message] = (await once(child, 'message')) as [{ memory?: Memory }];
        if (message.memory !== undefined) return message.memory;
      }
    },
  };
}
