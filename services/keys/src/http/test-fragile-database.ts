import { createPool, type Database } from '@countersign/database';
import { createLogger } from '@countersign/runtime';
import type { TestDatabase } from '@countersign/testing';
import { Kysely, PostgresDialect } from 'kysely';

/** Where to cut the connection of whoever works with the database. */
export type Cut = {
  /** What is counted, on all connections together: every statement, or only those that commit. */
  readonly counted: 'statements' | 'commits';
  /** So many of them get through before. */
  readonly after: number;
  /** True: PostgreSQL still does what the next one says, and only the answer is lost. */
  readonly losesAnswer: boolean;
};

export type CutReport = {
  readonly isCut: boolean;
  /** Transactions that PostgreSQL has committed, whether or not it could still say so. */
  readonly commits: number;
};

/** The part of a client of `pg` that is used here. */
type Client = { processID: number; query(text: string, values?: unknown[]): Promise<unknown> };
type Teardown = { teardown(fn: () => unknown): void };

/** A pool of the key service whose connections can be cut: PostgreSQL itself ends the session at a chosen statement. */
export class FragileDatabase {
  readonly db: Database;
  readonly #database: TestDatabase;
  #cut: Cut | null = null;
  #left = 0;
  #isCut = false;
  #commits = 0;

  constructor(t: Teardown, database: TestDatabase) {
    this.#database = database;
    const pool = createPool({
      url: database.url('countersign_keys'),
      poolSize: 10,
      applicationName: 'fragile',
      logger: createLogger('test', 'silent'),
    });
    pool.on('connect', (client) => this.#watch(client as unknown as Client));
    this.db = new Kysely({ dialect: new PostgresDialect({ pool }) });
    t.teardown(() => this.db.destroy().catch(() => {}));
  }

  /** Does `work` with the connection cut once, if it comes as far as that. */
  async during<T>(cut: Cut, work: () => Promise<T>): Promise<CutReport & { readonly result: T }> {
    this.#cut = cut;
    this.#left = cut.after;
    this.#isCut = false;
    this.#commits = 0;
    try {
      const result = await work();
      return { result, isCut: this.#isCut, commits: this.#commits };
    } finally {
      this.#cut = null;
    }
  }

  #watch(client: Client): void {
    const send = client.query.bind(client);
    client.query = async (text, values) => {
      const cut = this.#cut;
      if (cut === null) return send(text, values);
      const isCommit = text === 'commit';
      const isDue = !this.#isCut && (isCommit || cut.counted === 'statements') && this.#left-- === 0;
      if (!isDue || cut.losesAnswer) {
        const answer = await send(text, values);
        if (isCommit) this.#commits++;
        if (!isDue) return answer;
      }
      this.#isCut = true;
      await this.#database.query('select pg_terminate_backend($1, 10000)', [client.processID]);
      // There is nobody left to do it: it fails as any statement does whose connection is gone.
      return send(text, values);
    };
  }
}
