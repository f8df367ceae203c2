import type { Logger } from '@countersign/runtime';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { endLateConnections } from './late-connections.ts';
import type { Schema } from './schema.ts';

export type Database = Kysely<Schema>;
export type DatabaseTransaction = Transaction<Schema>;

export type DatabaseOptions = {
  /** `postgres://role@host:port/name`, password optional. */
  readonly url: string;
  readonly password?: string;
  readonly poolSize: number;
  readonly applicationName: string;
  readonly logger: Logger;
  /** Settings of PostgreSQL for these connections only. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Each connection is taken for one statement and given back: no transactions. */
  readonly isForSingleStatements?: boolean;
};

/** A statement without an answer for so long is given up. */
const ANSWER_WITHIN_MS = 15_000;

/** A pool with a limit on everything: connections, waiting for one, a statement without an answer. */
export function createPool(options: DatabaseOptions): pg.Pool {
  const { url, password, poolSize, applicationName, logger, settings = {} } = options;
  const { isForSingleStatements = false } = options;
  const pool = new pg.Pool({
    connectionString: password === undefined ? url : withPassword(url, password),
    application_name: applicationName,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    query_timeout: isForSingleStatements ? 0 : ANSWER_WITHIN_MS,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
  // An idle connection that PostgreSQL closes (restart) reports here; without a listener it would end the process.
  pool.on('error', (error) => logger.warn({ err: error }, 'an idle database connection was lost'));
  // The same between two statements of a transaction, when the pool does not listen: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  if (isForSingleStatements) endLateConnections(pool, ANSWER_WITHIN_MS);
  return pool;
}

export function createDatabase(options: DatabaseOptions): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: createPool(options) }) });
}

export function withPassword(url: string, password: string): string {
  const parsed = new URL(url);
  parsed.password = encodeURIComponent(password);
  return parsed.href;
}
