import { eventually, testDatabase } from '@countersign/testing';
import { sql } from 'kysely';
import pg from 'pg';
import t from 'tap';
import { createDatabase, createPool, withPassword } from './database.ts';
import { ROLE_TIMEOUTS, ROLES, type Role } from './roles.ts';
import { inTransaction } from './transaction.ts';

const database = await testDatabase(t);

async function connectAs(role: Role): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url(role) });
  client.on('error', () => {});
  await client.connect();
  t.teardown(() => client.end().catch(() => {}));
  return client;
}

for (const role of ROLES) {
  t.test(`every connection of ${role} has its limits and its schema`, async (t) => {
    const client = await connectAs(role);
    const show = async (name: string) => (await client.query(`show ${name}`)).rows[0][name];
    t.equal(await show('statement_timeout'), ROLE_TIMEOUTS[role].statement);
    t.equal(await show('lock_timeout'), ROLE_TIMEOUTS[role].lock);
    t.equal(await show('idle_in_transaction_session_timeout'), ROLE_TIMEOUTS[role].idleInTransaction);
    t.equal(await show('search_path'), 'countersign');
  });
}

// The gateway's limits are the shortest, so they are the ones waited for.
t.test('PostgreSQL itself ends a statement that takes too long', async (t) => {
  const client = await connectAs('countersign_gateway');
  await t.rejects(client.query('select pg_sleep(60)'), { code: '57014', message: /statement timeout/ });
});

t.test('PostgreSQL itself ends the waiting for a lock', async (t) => {
  const holder = await connectAs('countersign_migrate');
  await holder.query('begin');
  await holder.query('lock table key_states in access exclusive mode');
  const client = await connectAs('countersign_gateway');
  await t.rejects(client.query('select from key_states'), { code: '55P03', message: /lock timeout/ });
  await holder.query('rollback');
});

t.test('PostgreSQL itself ends a session that leaves a transaction open', async (t) => {
  const client = await connectAs('countersign_gateway');
  const ended = new Promise<pg.DatabaseError>((resolve) => client.once('error', (e) => resolve(e as never)));
  await client.query('begin');
  t.match(await ended, { code: '25P03' });
});

t.test('F15: a pool survives that PostgreSQL cuts all its connections', async (t) => {
  const warnings: string[] = [];
  const logger = { warn: (_: unknown, message: string) => warnings.push(message) } as never;
  const db = createDatabase({
    url: database.url('countersign_keys'),
    poolSize: 3,
    applicationName: 'cut-me',
    logger,
  });
  t.teardown(() => db.destroy());
  await Promise.all(Array.from({ length: 3 }, () => sql`select pg_sleep(0.05)`.execute(db)));
  const busy = t.rejects(sql`select pg_sleep(5)`.execute(db), { code: '57P01' });
  const cut = await eventually('a busy connection, and all three cut', async () => {
    const rows = await database.query<{ state: string; pid: number }>(
      "select pid, state from pg_stat_activity where application_name = 'cut-me' and datname = current_database()",
    );
    if (!rows.some(({ state }) => state === 'active')) return false;
    for (const { pid } of rows) await database.query('select pg_terminate_backend($1)', [pid]);
    return rows.length;
  });
  t.equal(cut, 3);
  await busy;
  // A connection whose end has not been noticed yet may be handed out once more.
  const works = () =>
    sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );
  await eventually('the pool works again', works);
  t.ok(warnings.length > 0, 'idle connections that were lost are in the log');
});

t.test(
  'F15: a connection cut between two statements of a transaction fails that transaction only',
  async (t) => {
    const db = database.connect('countersign_keys');
    const cut = inTransaction(db, async (trx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx);
      const pid = rows[0]?.pid;
      await database.query('select pg_terminate_backend($1)', [pid]);
      await eventually('the connection gone', async () => {
        const left = await database.query('select from pg_stat_activity where pid = $1', [pid]);
        return left.length === 0;
      });
      await sql`select 1`.execute(trx);
    });
    await t.rejects(cut);
    t.equal(await inTransaction(db, async () => 'works'), 'works');
  },
);

t.test('F19: who waits too long for a free connection is refused instead of waiting for ever', async (t) => {
  const pool = createPool({
    url: database.url('countersign_keys'),
    poolSize: 1,
    applicationName: 'small',
    logger: { warn() {} } as never,
  });
  const only = await pool.connect();
  await t.rejects(pool.query('select 1'), { message: /timeout/ });
  only.release();
  t.equal((await pool.query('select 1 as one')).rows[0].one, 1);
  await pool.end();
});

t.test('a password of any characters reaches PostgreSQL as it is', async (t) => {
  for (const password of ['plain', 'a@b:c/d?e#f', '%41%', 'ü-€', "'; drop table users; --"]) {
    const url = withPassword('postgres://countersign_keys@127.0.0.1:5432/db', password);
    const { password: parsed, user, database: name } = new pg.Client({ connectionString: url });
    t.same({ parsed, user, name }, { parsed: password, user: 'countersign_keys', name: 'db' });
  }
});
