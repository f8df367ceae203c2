import { eventually } from '@countersign/testing';
import t from 'tap';
import { exchange, testGateway } from '../testing/test-gateway.ts';

t.test('a gateway whose database has an older schema than it needs is not ready, and alive', async (t) => {
  const { port, database } = await testGateway(t);
  const status = async (which: string) =>
    (await exchange(port, `GET /health/${which} HTTP/1.1\r\nhost: g\r\n\r\n`)).status;
  t.equal(await status('ready'), 200);
  const latest = '(select max(name) from schema_migrations)';
  const [row] = await database.query<{ name: string; timestamp: string }>(
    `delete from schema_migrations where name = ${latest} returning name, timestamp`,
  );
  await eventually('it to be noticed', async () => (await status('ready')) === 503);
  t.equal(await status('live'), 200);
  await database.query('insert into schema_migrations (name, timestamp) values ($1, $2)', [
    row?.name,
    row?.timestamp,
  ]);
  await eventually('it to be ready again', async () => (await status('ready')) === 200);
});
