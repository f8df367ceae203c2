import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@countersign/database/migrate';
import { provision, type RolePasswords } from '@countersign/database/provision';
import { startEmbeddedPostgres } from '@countersign/embedded-postgres';
import { freePort } from './free-port.ts';

/** Name of the database that every test file's own is cloned from. */
export const TEMPLATE = 'countersign_template';

/** The roles are the cluster's, so one set of passwords serves all test databases of a run. They guard nothing. */
export const TEST_PASSWORDS: RolePasswords = {
  countersign_migrate: 'test-migrate',
  countersign_keys: 'test-keys',
  countersign_gateway: 'test-gateway',
  countersign_mailer: 'test-mailer',
};

export type TestCluster = {
  readonly adminUrl: string;
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
};

/** A throw-away PostgreSQL in a folder of its own, template included. */
export async function startTestCluster(
  settings: Readonly<Record<string, string>> = {},
): Promise<TestCluster> {
  // Not below the home folder: as root the server runs as another user, who could not reach it there.
  const folder = mkdtempSync('/tmp/countersign-test-pg-');
  chmodSync(folder, 0o711);
  const logFile = join(folder, 'server.log');
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(),
    superuserPassword: randomBytes(16).toString('hex'),
    settings: { max_connections: '300', shared_buffers: '64MB', ...settings },
    logFile,
  });
  try {
    await prepareTemplate(server.url);
  } catch (error) {
    // Nobody else will: the server runs in a session of its own.
    await server.stop();
    throw error;
  }
  return {
    adminUrl: server.url,
    log: () => readFileSync(logFile, 'utf8'),
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Makes the template on any cluster, a Debian one for example. Safe to repeat. */
export async function prepareTemplate(adminUrl: string): Promise<void> {
  await provision(adminUrl, TEMPLATE, TEST_PASSWORDS);
  const url = new URL(adminUrl);
  url.pathname = `/${TEMPLATE}`;
  url.username = 'countersign_migrate';
  url.password = TEST_PASSWORDS.countersign_migrate;
  await migrate(url.href);
}
