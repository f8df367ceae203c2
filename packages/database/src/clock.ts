import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * The database's time; inside a transaction the time at which it began. All instances share this clock, so it
 * judges whatever must not depend on one machine's.
 */
export async function databaseTime(db: Database): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select now()`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('PostgreSQL does not know the time');
  return row.now;
}
