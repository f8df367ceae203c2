import { generateKeyPairJwks, parseKeyring } from '@countersign/sealing';
import {
  databaseSettings,
  freePort,
  serviceFiles,
  TEST_ENVIRONMENT,
  TEST_PASSWORDS,
  type TestDatabase,
} from '@countersign/testing';
import { type MeasuredProcess, startMeasured } from '../inputs/measured-process.ts';

export type RunningGateway = Pick<MeasuredProcess, 'memory' | 'isRunning'> & {
  readonly port: number;
  readonly keyrings: ReturnType<typeof makeKeyrings>['parsed'];
  /** What it wrote down above the level of information. */
  readonly complaints: readonly string[];
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
  const { write } = serviceFiles(t);
  const keyrings = makeKeyrings();
  const port = await freePort();
  const { log, ...process } = await startMeasured(t, {
    service: 'gateway',
    port,
    env: {
      LOG_LEVEL: 'warn',
      COUNTERSIGN_ENVIRONMENT: TEST_ENVIRONMENT,
      GATEWAY_PORT: String(port),
      DRAIN_MS: '0',
      LIMITS: 'relaxed-on-loopback',
      ...databaseSettings(
        database,
        'countersign_gateway',
        write('password', TEST_PASSWORDS.countersign_gateway),
      ),
      GATEWAY_SEALING_PRIVATE_KEYRING_FILE: write('g', keyrings.sealing.privateJwks),
      SIGNING_PUBLIC_KEYRING_FILE: write('s', keyrings.signing.publicJwks),
      ASSERTION_PRIVATE_KEYRING_FILE: write('a', keyrings.assertion.privateJwks),
      UPSTREAM_URL: upstreamOrigin,
      UPSTREAM_TOKEN_FILE: write('u', upstreamToken),
    },
  });
  return { ...process, port, keyrings: keyrings.parsed, complaints: log };
}
