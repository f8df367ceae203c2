import { sql } from 'kysely';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';

/** Throws unless every migration this code knows has run. Services call it at start and change nothing themselves. */
export async function assertSchemaIsCurrent(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from countersign.schema_migrations`.execute(db);
  const done = new Set(rows.map(({ name }) => name));
  const missing = Object.keys(MIGRATIONS).filter((name) => !done.has(name));
  if (missing.length > 0) {
    throw new Error(
      `the database lacks migration ${missing.join(', ')}: run the migration step before the services`,
    );
  }
}
