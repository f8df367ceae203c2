import { testDatabase } from '@countersign/testing';
import { sql } from 'kysely';
import t from 'tap';
import { inTransaction, isRetryable } from './transaction.ts';

const database = await testDatabase(t);
const db = database.connect('countersign_keys');

/** Has PostgreSQL itself raise an error of this code, inside the transaction. */
const raise = (code: string) =>
  sql.raw(`do $$ begin raise exception 'injected' using errcode = '${code}'; end $$`);

for (const code of ['40001', '40P01', '55P03']) {
  t.test(`F17: after ${code} the whole transaction runs again, at most three times`, async (t) => {
    let runs = 0;
    const result = await inTransaction(db, async (trx) => {
      runs++;
      if (runs <= 3) await raise(code).execute(trx);
      return 'done';
    });
    t.equal(result, 'done');
    t.equal(runs, 4);

    runs = 0;
    const failing = inTransaction(db, async (trx) => {
      runs++;
      await raise(code).execute(trx);
    });
    await t.rejects(failing, { code });
    t.equal(runs, 4, 'once, and three times again');
  });
}

for (const code of ['23505', '42501', '57014', '25P03', 'P0001', '53100']) {
  t.test(`after ${code} nothing runs again`, async (t) => {
    let runs = 0;
    const failing = inTransaction(db, async (trx) => {
      runs++;
      await raise(code).execute(trx);
    });
    await t.rejects(failing, { code });
    t.equal(runs, 1);
  });
}

t.test('an error of our own is not retried, and what was written before it is undone', async (t) => {
  let runs = 0;
  const failing = inTransaction(db, async (trx) => {
    runs++;
    await insertUser(trx, 'undone@example.com');
    throw new Error('refused');
  });
  await t.rejects(failing, { message: 'refused' });
  t.equal(runs, 1);
  t.same(await database.query("select from users where email = 'undone@example.com'"), []);
});

t.test('what a failed attempt wrote is gone before the next one runs', async (t) => {
  let runs = 0;
  await inTransaction(db, async (trx) => {
    await insertUser(trx, 'once@example.com');
    if (++runs === 1) await raise('40001').execute(trx);
  });
  const rows = await database.query("select count(*)::int as n from users where email = 'once@example.com'");
  t.same(rows, [{ n: 1 }]);
});

t.test('a transaction is READ COMMITTED, whatever the database was told to prefer', async (t) => {
  await database.query(`alter database ${database.name} set default_transaction_isolation = 'serializable'`);
  const own = database.connect('countersign_keys');
  const level = await inTransaction(own, async (trx) => {
    const { rows } = await sql<{ transaction_isolation: string }>`show transaction_isolation`.execute(trx);
    return rows[0]?.transaction_isolation;
  });
  t.equal(level, 'read committed');
});

t.test('two transactions that wait for each other both succeed in the end', async (t) => {
  for (const email of ['a@example.com', 'b@example.com']) await insertUser(db, email);
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const lockBoth = (mine: string, other: string, ready: () => void, wait: Promise<void>) =>
    inTransaction(db, async (trx) => {
      await lockUser(trx, mine);
      ready();
      await wait;
      await lockUser(trx, other);
    });
  await Promise.all([
    lockBoth('a@example.com', 'b@example.com', first.resolve, second.promise),
    lockBoth('b@example.com', 'a@example.com', second.resolve, first.promise),
  ]);
  t.pass('one of them was the victim and ran again');
});

t.test('only the three codes are retryable, whatever is thrown', async (t) => {
  for (const thrown of [null, undefined, 'text', 40001, {}, { code: 40001 }, new Error('40001')]) {
    t.notOk(isRetryable(thrown));
  }
  t.ok(isRetryable({ code: '40001' }));
});

type Handle = typeof db;

async function insertUser(handle: Handle, email: string): Promise<void> {
  const id = crypto.randomUUID();
  await handle
    .insertInto('users')
    .values({ id, email, password_hash: 'x', email_verified_at: null })
    .execute();
}

async function lockUser(handle: Handle, email: string): Promise<void> {
  await handle.selectFrom('users').select('id').where('email', '=', email).forUpdate().execute();
}
