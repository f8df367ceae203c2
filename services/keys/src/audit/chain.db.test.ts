import { randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import { testDatabase, testKeyrings } from '@countersign/testing';
import t, { type Test } from 'tap';
import { up } from '../../../../packages/database/src/migrations/0006-audit-chain.ts';
import type { AuditFault } from './audit-fault.ts';
import { signingAuditEvents } from './audit-signer.ts';
import { insertAuditEvent } from './audit-store.ts';
import { verifyChains } from './verify-chains.ts';

type Query = (text: string, values?: unknown[]) => Promise<unknown[]>;

async function makeUsers(query: Query, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const id of ids) {
    const email = `${id}@example.com`;
    await query("insert into users (id, email, password_hash) values ($1, $2, 'x')", [id, email]);
  }
  return ids.sort();
}

async function createHistory(t: Test) {
  const database = await testDatabase(t);
  const keyrings = testKeyrings();
  const db = signingAuditEvents(database.connect('countersign_keys'), keyrings.sign);
  const add = (userId: string, subject: string) =>
    inTransaction(db, (trx) => insertAuditEvent(trx, { userId, type: 'signed-in', client: null, subject }));
  const verify = async (unsignedBefore: string | null = null) => {
    const faults: AuditFault[] = [];
    const report = (fault: AuditFault) => void faults.push(fault);
    const options = { keyring: keyrings.verify, unsignedBefore, userId: null, report, progress: () => {} };
    return { counts: await verifyChains(database.connect('countersign_keys'), options), faults };
  };
  return { database, db, add, verify, users: (count: number) => makeUsers(database.query, count) };
}

t.test(
  'transactions that write down events of the same users in any order make unbroken chains',
  async (t) => {
    const { database, db, verify, users } = await createHistory(t);
    const ids = await users(4);
    const before = await deadlocks(database.query);
    const work = Array.from({ length: 60 }, (_, index) =>
      inTransaction(db, async (trx) => {
        // Each begins with another user; were heads locked in this order, they would soon wait for each other.
        for (const step of [0, 1, 2]) {
          const userId = ids[(index * (1 + (index % 2) * 2) + step) % ids.length] ?? '';
          await insertAuditEvent(trx, { userId, type: 'signed-in', client: null, details: { index, step } });
          await trx.selectFrom('users').select('id').where('id', '=', userId).execute();
        }
      }),
    );
    await Promise.all(work);
    t.same(await verify(), { counts: { users: 4, events: 180 }, faults: [] });
    t.equal(await deadlocks(database.query), before);
  },
);

const deadlocks = async (query: Query) => {
  const text = 'select deadlocks::int as n from pg_stat_database where datname = current_database()';
  return ((await query(text)) as { n: number }[])[0]?.n;
};

t.test(
  'a transaction that holds a row and waits for a head is not waited for by the one with the head',
  async (t) => {
    const { database, db, users, verify } = await createHistory(t);
    const [userId = ''] = await users(1);
    const [, other = ''] = await users(2);
    const before = await deadlocks(database.query);
    // Both lock the other's row after handing in an event, the pattern of revoking all keys beside revoking one.
    const touch = (first: string, second: string) =>
      inTransaction(db, async (trx) => {
        const lock = (id: string) =>
          trx.selectFrom('users').select('id').where('id', '=', id).forNoKeyUpdate().execute();
        if (first !== '') await lock(first);
        await insertAuditEvent(trx, { userId, type: 'signed-in', client: null });
        await lock(second);
      });
    await Promise.all(Array.from({ length: 20 }, (_, index) => touch(index % 2 === 0 ? '' : other, other)));
    const { faults } = await verify();
    t.same(
      faults.filter((fault) => fault.userId === userId),
      [],
    );
    t.equal(await deadlocks(database.query), before);
  },
);

t.test(
  'events of one transaction stand in the order in which they were handed in, with its change',
  async (t) => {
    const { database, db, users } = await createHistory(t);
    const [userId = ''] = await users(1);
    const failing = inTransaction(db, async (trx) => {
      await insertAuditEvent(trx, { userId, type: 'signed-in', client: null });
      throw new Error('refused');
    });
    await t.rejects(failing, { message: 'refused' });
    await inTransaction(db, async (trx) => {
      for (const subject of ['a', 'b', 'c'])
        await insertAuditEvent(trx, { userId, type: 'signed-in', client: null, subject });
    });
    t.same(await database.query('select sequence, subject from audit_events order by id'), [
      { sequence: '1', subject: 'a' },
      { sequence: '2', subject: 'b' },
      { sequence: '3', subject: 'c' },
    ]);
  },
);

t.test('whatever JSON can say comes back from the database as it was digested', async (t) => {
  const { db, users, verify } = await createHistory(t);
  const [userId = ''] = await users(1);
  const details = {
    numbers: [0, -0, 1e21, 1e-7, 0.1, -1.5e300, 5e-324, 2 ** 53, 123456789012345680000],
    text: 'é \u2028 "quoted" \\ \t\n\u0001 \u007f 🗝 e\u0301',
    '10': 1,
    '9': 2,
    ä: { z: null, a: [true, [], {}], __proto__x: 1, '': '' },
    gone: undefined,
    when: new Date(0),
  };
  await inTransaction(db, (trx) =>
    insertAuditEvent(trx, { userId, type: 'key-edited' as 'key-created', client: null, details }),
  );
  t.same((await verify()).faults, []);
});

t.test('a database handle that cannot sign writes no event', async (t) => {
  const { database, users } = await createHistory(t);
  const [userId = ''] = await users(1);
  const plain = database.connect('countersign_keys');
  const event = { userId, type: 'signed-in', client: null } as const;
  const writing = inTransaction(plain, (trx) => insertAuditEvent(trx, event));
  await t.rejects(writing, { message: /cannot sign/ });
  const outside = plain.transaction().execute((trx) => insertAuditEvent(trx, event));
  await t.rejects(outside, { message: /only a transaction of inTransaction/ });
  t.same(await database.query('select from audit_events'), []);
});

t.test('the migration chains the events that were there before it, and new ones follow', async (t) => {
  const { database, add, verify } = await createHistory(t);
  const { query } = database;
  await query(`drop table audit_heads`);
  for (const column of ['sequence', 'previous_digest', 'digest', 'signing_key_id', 'signature'])
    await query(`alter table audit_events drop column ${column} cascade`);
  await query('alter table audit_events alter column at set default now()');
  const [first = '', second = '', third = ''] = await makeUsers(query, 3);
  await query(
    `insert into audit_events (user_id, type, at, ip, user_agent, subject, details)
     select (array[$1::uuid, $2::uuid])[1 + n % 2], 'signed-in', now() - interval '1 hour' + n * interval '1.000001 s',
            case when n % 3 = 0 then '192.0.2.1' end, case when n % 5 = 0 then 'Mozilla "5" \\ é' end,
            'n' || n, jsonb_build_object('n', n, 'b', '🗝' || chr(8232), 'aa', jsonb_build_array(null, 1.5, '{"x":{}}'::jsonb))
     from generate_series(1, 2500) n`,
    [first, second],
  );
  await database
    .connect('countersign_migrate')
    .transaction()
    .execute((trx) => up(trx as never));
  await add(first, 'after');
  const upgradedAt = new Date().toISOString();
  const { counts, faults } = await verify(upgradedAt);
  t.same(counts, { users: 3, events: 2501 });
  t.same(faults, [{ kind: 'history-missing', userId: third, sequence: null }]);
  t.match((await verify()).faults[0], { kind: 'event-unsigned' }, 'only who says that there was a migration');
});
