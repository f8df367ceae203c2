import { randomBytes } from 'node:crypto';
import { createDatabase, type Database, type Role, SERVICE_ROLES } from '@countersign/database';
import { createLogger } from '@countersign/runtime';
import pg from 'pg';
import { TEMPLATE, TEST_PASSWORDS } from './cluster.ts';

export type TestDatabase = {
  readonly name: string;
  /** URL with password for a role, or for the superuser. */
  url(role: Role | 'admin'): string;
  /** A pool as the role; closed when the test ends. */
  connect(role: Role): Database;
  /** One statement as the superuser. */
  query<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>;
};

/** The part of a tap test that is used here. */
type Teardown = { teardown(fn: () => unknown): void };

/** A fresh database of the newest schema for one test file, on the run's cluster or another; dropped when `t` ends. */
export async function testDatabase(
  t: Teardown,
  adminUrl = process.env.TEST_DATABASE_ADMIN_URL,
): Promise<TestDatabase> {
  if (adminUrl === undefined)
    throw new Error('start tests with `npm test` (or `npm test -- path/to/file.test.ts`)');
  const name = `test_${randomBytes(8).toString('hex')}`;
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  // A connection that is just being ended still hears that its cluster stops.
  admin.on('error', () => {});
  await cloneTemplate(admin, name);

  const url = (role: Role | 'admin') => {
    const parsed = new URL(adminUrl);
    parsed.pathname = `/${name}`;
    if (role !== 'admin') {
      parsed.username = role;
      parsed.password = TEST_PASSWORDS[role];
    }
    return parsed.href;
  };
  const inside = new pg.Pool({
    connectionString: url('admin'),
    max: 2,
    options: '-c search_path=countersign',
  });
  inside.on('error', () => {});
  const open: Database[] = [];
  t.teardown(async () => {
    await Promise.all(open.map((database) => database.destroy().catch(() => {})));
    await inside.end();
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  });
  return {
    name,
    url,
    connect(role) {
      const logger = createLogger('test', 'silent');
      const database = createDatabase({ url: url(role), poolSize: 10, applicationName: 'test', logger });
      open.push(database);
      return database;
    },
    async query<R extends pg.QueryResultRow>(text: string, values: unknown[] = []) {
      return (await inside.query<R>(text, values)).rows;
    },
  };
}

async function cloneTemplate(admin: pg.Pool, name: string): Promise<void> {
  await admin.query(`create database ${name} template ${TEMPLATE} owner countersign_migrate`);
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${SERVICE_ROLES.join(', ')}`);
}
