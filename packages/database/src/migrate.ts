import { runMigrations } from 'bullmq';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { MIGRATIONS } from './migrations/index.ts';

const QUEUE_ROLES = 'countersign_keys, countersign_mailer';

/**
 * The one migration step: our tables, then those of the queue's PostgreSQL backend. Runs as
 * `countersign_migrate` before any service starts; safe to repeat and to run twice at once.
 *
 * @returns names of the migrations that ran now
 */
export async function migrate(url: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 10_000 });
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
    await sql`grant select on countersign.schema_migrations to
      countersign_keys, countersign_gateway, countersign_mailer`.execute(db);
    await migrateQueue(pool);
    return (results ?? [])
      .filter(({ status }) => status === 'Success')
      .map(({ migrationName }) => migrationName);
  } finally {
    await db.destroy();
  }
}

async function migrateQueue(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
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
  } finally {
    client.release();
  }
}
