import { testDatabase } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { endLateConnections } from './late-connections.ts';

const database = await testDatabase(t);

t.test('a statement without an answer fails in time, and the next one gets another connection', async (t) => {
  const pool = new pg.Pool({ connectionString: database.url('countersign_gateway'), max: 1 });
  pool.on('error', () => {});
  t.teardown(() => pool.end());
  endLateConnections(pool, 200);
  const pidOf = async () => (await pool.query('select pg_backend_pid() as pid')).rows[0].pid as number;
  const first = await pidOf();
  const hanging = pool.query('select pg_sleep(600)');
  const next = pidOf();
  await t.rejects(hanging, 'the one that hangs');
  t.not(await next, first, 'whoever waited for the connection is served');
});

t.test('a connection that is only kept for the next statement stays', async (t) => {
  const pool = new pg.Pool({ connectionString: database.url('countersign_gateway'), max: 2 });
  t.teardown(() => pool.end());
  endLateConnections(pool, 50);
  const pidOf = async () => (await pool.query('select pg_backend_pid() as pid')).rows[0].pid as number;
  const first = await pidOf();
  // A statement that is given up shows that connections were looked at since.
  await t.rejects(Promise.all([pool.query('select pg_sleep(600)'), pool.query('select pg_sleep(600)')]));
  const kept = await pidOf();
  t.not(kept, first);
  const looked = pool.query('select pg_sleep(600)');
  t.equal(await pool.query('select 1').then(() => pool.totalCount), 2);
  await t.rejects(looked);
  t.equal(pool.totalCount, 1, 'the idle one is still there');
});
