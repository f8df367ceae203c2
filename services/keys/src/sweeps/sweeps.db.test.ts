import { randomUUID } from 'node:crypto';
import { inTransaction } from '@countersign/database';
import { sql } from 'kysely';
import t from 'tap';
import { createTestApp, TEST_PASSWORD, type TestApp } from '../http/test-app.ts';
import { approvedCreation, beginCreation, makeKey, whileLocked } from '../key-creation/test-creation.ts';
import { createSweepLoop, type SweepLoopOptions } from './sweep-loop.ts';
import { SWEEPS } from './sweeps.ts';

const sweep = ({ deps, db }: TestApp, options: Partial<SweepLoopOptions> = {}) =>
  createSweepLoop({ db, logger: deps.logger, ...options }).runOnce();

const count = async ({ database }: TestApp, table: string) =>
  (await database.query<{ n: number }>(`select count(*)::int as n from ${table}`))[0]?.n;

/** Everything that has a time becomes older. */
async function age({ database }: TestApp, interval: string): Promise<void> {
  const columns = await database.query<{ t: string; c: string }>(
    `select table_name as t, column_name as c from information_schema.columns
     where table_schema = 'countersign' and data_type = 'timestamp with time zone'
       and table_name not in ('audit_events', 'audit_heads', 'schema_migrations')`,
  );
  for (const { t, c } of columns)
    await database.query(`update ${t} set ${c} = ${c} - interval '${interval}'`);
  await database.query(`update second_factor_attempts set day = day - '${interval}'::interval`);
}

t.test('what ended long ago goes; keys, their creations and the security history stay', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await makeKey(service, owner);
  await beginCreation(service, owner);
  await approvedCreation(service, owner);
  await service.signIn({ user: owner.user });
  await service.browser().post('/v1/users/password-reset', { email: owner.user.email });
  await service.database.query("update outbox_messages set state = 'sent'");
  t.same(await sweep(service), {}, 'nothing yet');
  const events = await count(service, 'audit_events');
  await age(service, '400 days');
  const swept = await sweep(service);
  t.match(swept, { 'key creations': 2, 'password resets': 1, 'known browsers': 1, sessions: 1 });
  t.equal(await count(service, 'key_creations'), 1, 'the one that made the key');
  t.equal(await count(service, 'sessions'), 1, 'the one that confirmed it');
  t.equal(await count(service, 'api_keys'), 1);
  t.equal(await count(service, 'audit_events'), events);
  for (const table of ['outbox_messages', 'password_resets', 'second_factor_attempts', 'address_budgets']) {
    t.equal(await count(service, table), 0, table);
  }
  t.same(await sweep(service), {}, 'and then there is nothing left to do');
});

t.test('what is in use, or ended a short while ago, stays', async (t) => {
  const service = await createTestApp(t);
  const owner = await service.signInWithTotp();
  await beginCreation(service, owner);
  const other = await service.signIn({ user: owner.user });
  await other.browser.delete('/v1/session');
  await age(service, '6 days');
  await sweep(service);
  t.equal(await count(service, 'key_creations'), 1);
  t.equal(await count(service, 'sessions'), 2);
  t.equal(
    await count(service, "outbox_messages where state = 'pending'"),
    await count(service, 'outbox_messages'),
  );
  await age(service, '400 days');
  await sweep(service);
  t.not(
    await count(service, 'outbox_messages'),
    0,
    'mail that waits is never swept: the relay gives it up first',
  );
});

t.test(
  'KS-65: an account that is never verified is forgotten, and with it, at the same age, a decoy',
  async (t) => {
    const service = await createTestApp(t);
    const known = await service.registerUser();
    const unknown = `nobody-${randomUUID()}@example.com`;
    const password = 'a passphrase of the intruder';
    const signIn = async (email: string) =>
      (await service.browser().post('/v1/session', { email, password })).status;
    for (const email of [known.email, unknown])
      await service.browser().post('/v1/users', { email, password });
    for (const [interval, status] of [
      ['7 days', 403],
      ['1 day', 401],
    ] as const) {
      await age(service, interval);
      await sweep(service);
      for (const email of [known.email, unknown]) t.equal(await signIn(email), status, interval);
    }
    const owner = await service
      .browser()
      .post('/v1/session', { email: known.email, password: TEST_PASSWORD });
    t.equal(owner.status, 201);
    const heir = await service.registerUser({ email: unknown });
    t.equal(await count(service, `users where id = '${heir.id}'`), 1, 'the address is free');
    t.equal(await count(service, "audit_events where type = 'registration-lapsed'"), 1);
  },
);

t.test('a sweep works in small batches, and does no more of them than it may', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  for (let n = 0; n < 7; n++) await service.signIn({ user });
  await age(service, '60 days');
  t.match(await sweep(service, { batchSize: 2, batchesMax: 2 }), { sessions: 4 });
  t.match(await sweep(service, { batchSize: 2, batchesMax: 2 }), { sessions: 3 });
});

t.test('instances that sweep at once share the work, and wait for nobody', async (t) => {
  const service = await createTestApp(t);
  const user = await service.registerUser();
  for (let n = 0; n < 10; n++) await service.signIn({ user });
  await age(service, '60 days');
  let done: Promise<Record<string, number>[]> = Promise.resolve([]);
  const rounds = await whileLocked(
    service,
    sql`select from sessions where id = (select id from sessions limit 1) for update`,
    () => {
      done = Promise.all([sweep(service, { batchSize: 3 }), sweep(service, { batchSize: 3 })]);
      return done;
    },
    { waiting: 0, meanwhile: () => done },
  );
  const total = rounds.reduce((sum, { sessions = 0 }) => sum + sessions, 0);
  t.equal(total, 9, 'all but the one that somebody held');
  t.match(await sweep(service), { sessions: 1 });
  t.equal(await count(service, 'sessions'), 0);
});

t.test('a sweep that fails is logged, and keeps no other from its work', async (t) => {
  const service = await createTestApp(t);
  await service.signIn();
  await age(service, '60 days');
  await service.database.query('revoke delete on outbox_messages from countersign_keys');
  t.match(await sweep(service), { sessions: 1 });
  t.match(service.logLines.join(''), /sweep: failed/);
});

t.test('every sweep works with the rights that the key service has', async (t) => {
  const { db } = await createTestApp(t);
  for (const [name, sweepOne] of Object.entries(SWEEPS)) {
    t.equal(await inTransaction(db, (trx) => sweepOne(trx, 10)), 0, name);
  }
});
