import { sql } from 'kysely';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** undefined_table, invalid_schema_name, insufficient_privilege: what a database without our tables answers. */
const NOT_MIGRATED = new Set(['42P01', '3F000', '42501']);

/**
 * Throws unless every migration this code knows has run. Services call it at start and change nothing
 * themselves. A database that is ahead is fine: in a rolling update the old version runs beside the new one.
 */
export async function assertSchemaIsCurrent(db: Database): Promise<void> {
  const done = await finishedMigrations(db);
  const missing = Object.keys(MIGRATIONS).filter((name) => !done.has(name));
  if (missing.length > 0) {
    throw new Error(
      `the database lacks migration ${missing.join(', ')}: run the migration step before the services`,
    );
  }
}

async function finishedMigrations(db: Database): Promise<Set<string>> {
  try {
    const { rows } = await sql<{ name: string }>`select name from countersign.schema_migrations`.execute(db);
    return new Set(rows.map(({ name }) => name));
  } catch (error) {
    if (NOT_MIGRATED.has((error as { code?: string }).code ?? '')) return new Set();
    throw error;
  }
}
