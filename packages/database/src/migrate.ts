import { runMigrations } from 'bullmq';
import { Kysely, PostgresDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { MIGRATIONS } from './migrations/index.ts';
import { SERVICE_ROLES } from './roles.ts';

const QUEUE_ROLES = 'countersign_keys, countersign_mailer';
/** Any fixed number serves as the lock that makes a second migration step wait for the first. */
const MIGRATION_LOCK = 7_003_002;

/**
 * The one migration step: our tables, then those of the queue's PostgreSQL backend. Runs as
 * `countersign_migrate` before any service starts; safe to repeat and to run twice at once.
 *
 * @returns names of the migrations that ran now
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection lost between two statements reports here; the next statement fails by itself.
  client.on('error', () => {});
  await client.connect();
  try {
    await assertUnicode(client);
    // Kysely and BullMQ each lock their own part; the grants between them need it too.
    await client.query("set lock_timeout = '5min'");
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query('reset lock_timeout');
    const done = await migrateTables(url);
    await client.query(`grant select on countersign.schema_migrations to ${SERVICE_ROLES.join(', ')}`);
    await migrateQueue(client);
    return done;
  } finally {
    await client.end();
  }
}

/** Names are Unicode, and sorting them rests on ICU, which PostgreSQL has for such databases only. */
async function assertUnicode(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ server_encoding: string }>('show server_encoding');
  const encoding = rows[0]?.server_encoding;
  if (encoding === 'UTF8') return;
  throw new Error(`the database has the encoding ${encoding}: create one with the encoding UTF8 instead`);
}

async function migrateTables(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 });
  // Without a listener, a connection lost while idle would end the process; a query on it fails by itself.
  pool.on('error', () => {});
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { error, results } = await new Migrator({
      db,
      provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
      migrationTableName: 'schema_migrations',
      migrationLockTableName: 'schema_migrations_lock',
      migrationTableSchema: 'countersign',
    }).migrateToLatest();
    if (error !== undefined) throw error;
    return (results ?? [])
      .filter(({ status }) => status === 'Success')
      .map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}

async function migrateQueue(client: pg.Client): Promise<void> {
  await runMigrations(client);
  await client.query(`grant usage on schema bullmq to ${QUEUE_ROLES}`);
  for (const [privileges, kind] of [
    ['select, insert, update, delete', 'tables'],
    ['usage, select, update', 'sequences'],
    ['execute', 'functions'],
  ]) {
    await client.query(`grant ${privileges} on all ${kind} in schema bullmq to ${QUEUE_ROLES}`);
    await client.query(
      `alter default privileges in schema bullmq grant ${privileges} on ${kind} to ${QUEUE_ROLES}`,
    );
  }
}
