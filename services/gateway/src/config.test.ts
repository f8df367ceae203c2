import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '@countersign/runtime';
import { generateKeyPairJwks } from '@countersign/sealing';
import t from 'tap';
import { readConfig } from './config.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-gateway-'));
t.teardown(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
const sealing = generateKeyPairJwks('X25519', 'gateway-1');
const signing = generateKeyPairJwks('Ed25519', 'signing-1');
const GOOD = {
  COUNTERSIGN_ENVIRONMENT: 'test',
  DATABASE_URL: 'postgres://countersign_gateway@127.0.0.1:5432/countersign',
  DATABASE_PASSWORD_FILE: file('password', 'secret'),
  GATEWAY_SEALING_PRIVATE_KEYRING_FILE: file('private', sealing.privateJwks),
  SIGNING_PUBLIC_KEYRING_FILE: file('public', signing.publicJwks),
  ASSERTION_PRIVATE_KEYRING_FILE: file('assertion', signing.privateJwks),
  UPSTREAM_URL: 'http://127.0.0.1:3200',
  UPSTREAM_TOKEN_FILE: file('token', 'a-token-for-the-upstream'),
};

const faultsOf = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

t.test('a complete configuration is read, with defaults that are safe', async (t) => {
  t.match(readConfig(GOOD), {
    limits: 'standard',
    host: '127.0.0.1',
    port: 3100,
    trustedProxies: [],
    redisUrl: null,
  });
});

t.test('every fault is told at once, and no secret with it', async (t) => {
  const faults = faultsOf({
    ...GOOD,
    DATABASE_URL: '',
    UPSTREAM_URL: 'nonsense/',
    LIMITS: 'none',
    UPSTREAM_TOKEN_FILE: file('short', 'tiny'),
  });
  t.equal(faults.length, 4);
  t.notMatch(faults.join(), /tiny/);
});

t.test('there are no metrics unless asked for, and never on the port of the clients', async (t) => {
  t.match(readConfig(GOOD), { metricsPort: null, metricsHost: '127.0.0.1' });
  t.equal(readConfig({ ...GOOD, METRICS_PORT: '9464' }).metricsPort, 9464);
  t.match(faultsOf({ ...GOOD, METRICS_PORT: '3100' }), [/METRICS_PORT must not be GATEWAY_PORT/]);
  t.match(faultsOf({ ...GOOD, GATEWAY_PORT: '9464', METRICS_PORT: '9464' }), [/must not be/]);
});

t.test('it is one process unless asked for more, never without a bound', async (t) => {
  const processesOf = (value: string) => readConfig({ ...GOOD, GATEWAY_PROCESSES: value }).processes;
  t.equal(readConfig(GOOD).processes, 1);
  t.equal(processesOf('4'), 4);
  t.equal(processesOf('auto'), Math.min(64, availableParallelism()));
  for (const value of ['0', '65', '-1', 'many']) {
    t.match(faultsOf({ ...GOOD, GATEWAY_PROCESSES: value }), [/GATEWAY_PROCESSES/], value);
  }
});

t.test('GW-53 a number of hops as trusted proxies is refused', async (t) => {
  for (const value of ['1', 'true', 'loopback', '10.0.0.0/33', '*']) {
    t.match(faultsOf({ ...GOOD, TRUSTED_PROXIES: value }), [/TRUSTED_PROXIES/], value);
  }
});

t.test('a keyring of the wrong half or purpose is refused', async (t) => {
  t.equal(faultsOf({ ...GOOD, SIGNING_PUBLIC_KEYRING_FILE: file('x', signing.privateJwks) }).length, 1);
  t.equal(
    faultsOf({ ...GOOD, GATEWAY_SEALING_PRIVATE_KEYRING_FILE: file('y', sealing.publicJwks) }).length,
    1,
  );
  t.equal(faultsOf({ ...GOOD, SIGNING_PUBLIC_KEYRING_FILE: file('z', sealing.publicJwks) }).length, 1);
});
