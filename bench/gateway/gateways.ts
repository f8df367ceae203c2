import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseKeyring } from '@countersign/sealing';
import {
  insertTestKey,
  TEST_ENVIRONMENT,
  type TestDatabase,
  type TestKey,
  testDatabase,
} from '@countersign/testing';
import { gatewaySettings, writeSecretFiles } from '../../tests/system/harness/secret-files.ts';
import type { Teardown } from '../run-bench.ts';
import { type Running, start, TELLS_MEMORY } from './processes.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'services', 'gateway', 'src', 'main.ts');
const AT_ONCE = 4;

/** A database with keys in it, and a way to start gateways on it as in production. */
export async function prepareGateways(
  all: Teardown,
  upstreamPort: number,
  count: number,
  fillFirst: (database: TestDatabase) => Promise<void> = async () => {},
) {
  const database = await testDatabase(all);
  await fillFirst(database);
  const files = writeSecretFiles(all);
  const read = (name: string) => readFileSync(files(name), 'utf8');
  const keyrings = {
    sealToGateway: parseKeyring(read('gateway-sealing-public'), 'seal'),
    sign: parseKeyring(read('signing-private'), 'sign'),
    verify: parseKeyring(read('signing-public'), 'verify'),
  };
  const keys: TestKey[] = [];
  const fill = async () => {
    while (keys.length < count) {
      keys.push(await insertTestKey(database, keyrings, { permissions: ['wallets:read'] }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, fill));
  await database.query('analyze');
  const startGateway = (
    port: number,
    more: Record<string, string> = {},
    { tellsMemory = false } = {},
  ): Promise<Running> =>
    start([process.execPath, ...nodeArguments(tellsMemory), MAIN], {
      port,
      isMeasured: true,
      tellsMemory,
      env: {
        ...gatewaySettings(database, files),
        COUNTERSIGN_ENVIRONMENT: TEST_ENVIRONMENT,
        GATEWAY_PORT: String(port),
        UPSTREAM_URL: `http://127.0.0.1:${upstreamPort}`,
        LIMITS: 'relaxed-on-loopback',
        LOG_LEVEL: 'info',
        DRAIN_MS: '0',
        ...more,
      },
    });
  return { database, keyrings, keys: keys.slice(0, count), startGateway };
}

const nodeArguments = (tellsMemory: boolean) => [
  ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []),
  ...(tellsMemory ? TELLS_MEMORY : []),
];
