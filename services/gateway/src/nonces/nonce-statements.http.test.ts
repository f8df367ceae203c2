import { eventually } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { exchange, signedRequest, testGateway } from '../testing/test-gateway.ts';

const { port, insertKey, database } = await testGateway(t);

const send = async (key: Awaited<ReturnType<typeof insertKey>>) =>
  (await exchange(port, signedRequest(key))).status;

t.test('however few keys there are, a batch reads its own rows only', async (t) => {
  const keys = await Promise.all(Array.from({ length: 300 }, () => insertKey()));
  await database.query('analyze countersign.key_states');
  const scans = async () => {
    const [row] = await database.query<{ whole: string; by_index: string }>(
      `select seq_scan as whole, idx_scan as by_index from pg_stat_user_tables where relname = 'key_states'`,
    );
    return { whole: Number(row?.whole), byIndex: Number(row?.by_index) };
  };
  const before = await scans();
  for (const key of keys.slice(0, 60)) t.equal(await send(key), 200);
  // PostgreSQL tells what a connection did a moment later.
  await eventually(
    'the last of them to be counted',
    async () => (await scans()).byIndex >= before.byIndex + 60,
  );
  t.equal((await scans()).whole, before.whole);
});

t.test('a statement that takes long holds up nobody who is not in it', async (t) => {
  const [slow, other] = [await insertKey(), await insertKey()];
  for (const key of [slow, other]) t.equal(await send(key), 200);
  await database.query(`
    create function countersign.wait_for_the_test() returns trigger language plpgsql security definer as $$
    begin
      while not pg_try_advisory_xact_lock_shared(4711) loop perform pg_sleep(0.002); end loop;
      return new;
    end $$`);
  await database.query(`
    create trigger wait_for_the_test before update on countersign.key_states
    for each row when (new.key_id = '${slow.keyId}') execute function countersign.wait_for_the_test()`);
  const holder = new pg.Client({ connectionString: database.url('admin') });
  await holder.connect();
  t.teardown(() => holder.end());
  await holder.query('select pg_advisory_lock(4711)');
  let isAnswered = false;
  const waiting = send(slow).finally(() => {
    isAnswered = true;
  });
  await eventually('the statement to wait', async () => {
    const [row] = await database.query<{ waiting: string }>(
      `select count(*) as waiting from pg_stat_activity
       where wait_event = 'PgSleep' and datname = current_database()`,
    );
    return row?.waiting === '1';
  });
  for (let turn = 0; turn < 3; turn++) t.equal(await send(other), 200);
  t.notOk(isAnswered, 'the slow one is still out');
  await holder.query('select pg_advisory_unlock(4711)');
  t.equal(await waiting, 200);
});
