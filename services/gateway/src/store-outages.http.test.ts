import { changeTestKey, eventually, startTcpProxy } from '@countersign/testing';
import pg from 'pg';
import t, { type Test } from 'tap';
import {
  errorOf,
  exchange,
  MAINTENANCE,
  NONCE_SMALL,
  signedRequest,
  testGateway,
} from './testing/test-gateway.ts';
import { askForToken, issueToken, tokenRequest } from './testing/token-calls.ts';

/** A gateway whose database is reached through a network that can be taken away. */
async function behindProxy(t: Test) {
  const direct = await testGateway(t, {}, { limits: { storeMs: 400 } });
  const url = new URL(direct.database.url('countersign_gateway'));
  const proxy = await startTcpProxy(Number(url.port));
  t.teardown(() => proxy.close().catch(() => {}));
  url.port = String(proxy.port);
  const { port } = await direct.another({ databaseUrl: url.href });
  return {
    ...direct,
    proxy,
    proxied: port,
    databasePort: Number(new URL(direct.database.url('admin')).port),
  };
}

const ready = (port: number) => exchange(port, 'GET /health/ready HTTP/1.1\r\nhost: g\r\n\r\n');
const live = (port: number) => exchange(port, 'GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n');

t.test(
  'GW-89 with PostgreSQL away every call is refused, none is forwarded, and it comes back by itself',
  async (t) => {
    const { proxy, proxied, insertKey, upstream, databasePort } = await behindProxy(t);
    const [known, unknown] = [await insertKey(), await insertKey()];
    t.equal((await exchange(proxied, signedRequest(known))).status, 200);
    t.equal((await ready(proxied)).status, 200);
    await proxy.close();
    for (const key of [known, unknown, { ...known, secret: 'wrong' }, { ...known, keyId: unknown.keyId }]) {
      const answer = await exchange(proxied, signedRequest(key));
      if (key.secret === 'wrong') t.equal(answer.status, 500);
      else t.same(errorOf(answer), MAINTENANCE);
      if (errorOf(answer)[1] === 20060) t.equal(answer.headers['retry-after'], '1');
    }
    await eventually('readiness to tell', async () => (await ready(proxied)).status === 503);
    t.equal((await live(proxied)).status, 200);
    t.equal((await exchange(proxied, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n')).status, 200);
    t.equal(upstream.calls.filter(({ method }) => method === 'POST').length, 1);

    const back = await startTcpProxy(databasePort, { port: proxy.port });
    t.teardown(() => back.close().catch(() => {}));
    await eventually(
      'calls to go through again',
      async () => {
        return (await exchange(proxied, signedRequest(unknown))).status === 200;
      },
      { deadlineMs: 5_000 },
    );
    await eventually('readiness to tell', async () => (await ready(proxied)).status === 200);
  },
);

t.test('GW-89 with a PostgreSQL that is silent every call is refused in time', async (t) => {
  const { proxy, proxied, insertKey, upstream } = await behindProxy(t);
  const key = await insertKey();
  t.equal((await exchange(proxied, signedRequest(key))).status, 200);
  proxy.freeze();
  // The key in the cache, one that is not, and one whose refusal would need its version read again.
  const unknown = await insertKey();
  for (const asked of [key, unknown, key]) {
    t.same(errorOf(await exchange(proxied, signedRequest(asked))), MAINTENANCE);
  }
  t.equal((await ready(proxied)).status, 503);
  t.equal(upstream.calls.length, 1);
  proxy.thaw();
  await eventually(
    'calls to go through again',
    async () => {
      return (await exchange(proxied, signedRequest(key))).status === 200;
    },
    { deadlineMs: 5_000 },
  );
});

t.test('GW-89 with PostgreSQL away or silent no token is believed and none is issued', async (t) => {
  const { proxy, proxied, insertKey, upstream, port } = await behindProxy(t);
  const key = await insertKey();
  const token = await issueToken(port, key);
  t.equal((await exchange(proxied, tokenRequest(token))).status, 200);
  proxy.freeze();
  t.same(errorOf(await exchange(proxied, tokenRequest(token))), MAINTENANCE);
  proxy.thaw();
  await eventually(
    'the token to be good again',
    async () => (await exchange(proxied, tokenRequest(token))).status === 200,
    { deadlineMs: 5_000 },
  );
  const calls = upstream.calls.length;
  await proxy.close();
  t.same(errorOf(await exchange(proxied, tokenRequest(token))), MAINTENANCE);
  t.same(errorOf(await askForToken(proxied, key)), MAINTENANCE);
  t.equal(upstream.calls.length, calls);
});

t.test(
  'GW-90 a nonce whose consumption was committed but not heard of is never accepted again',
  async (t) => {
    const { proxy, proxied, insertKey, upstream, database, lastNonce, port } = await behindProxy(t);
    const key = await insertKey();
    t.equal((await exchange(proxied, signedRequest(key))).status, 200);
    const writer = new pg.Client({ connectionString: database.url('admin') });
    await writer.connect();
    await writer.query('begin');
    await writer.query('select from countersign.key_states where key_id = $1 for update', [key.keyId]);
    const nonce = 1_800_000_000_000_000;
    const request = signedRequest(key, { nonce });
    const lost = exchange(proxied, request);
    await eventually('the compare-and-set to wait', async () => {
      const [row] = await database.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and query like '%key_states%'`,
      );
      return Number(row?.n) > 0;
    });
    proxy.freeze();
    await writer.query('commit');
    await writer.end();
    await eventually('the nonce to be consumed', async () => (await lastNonce(key.keyId)) === nonce);
    t.same(errorOf(await lost), MAINTENANCE);
    proxy.thaw();
    t.same(errorOf(await exchange(proxied, request)), NONCE_SMALL);
    t.same(errorOf(await exchange(port, request)), NONCE_SMALL);
    t.equal(upstream.calls.length, 1);
  },
);

t.test('F15 connections that PostgreSQL cuts are replaced', async (t) => {
  const { port, insertKey, database } = await testGateway(t);
  const key = await insertKey();
  t.equal((await exchange(port, signedRequest(key))).status, 200);
  await database.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and application_name like 'countersign-gateway%'`,
  );
  await eventually(
    'calls to go through again',
    async () => {
      return (await exchange(port, signedRequest(key))).status === 200;
    },
    { deadlineMs: 5_000 },
  );
});

t.test('a key that changes with every look is refused, not judged for ever', async (t) => {
  const { port, insertKey, database, keyrings } = await testGateway(t);
  const key = await insertKey();
  t.equal((await exchange(port, signedRequest(key))).status, 200);
  let isOver = false;
  const edits = (async () => {
    while (!isOver) await changeTestKey(database, keyrings, key.keyId, { permissions: ['wallets:read'] });
  })();
  for (let turn = 0; turn < 50; turn++) {
    const answer = await exchange(port, signedRequest(key));
    if (answer.status !== 200) t.same(errorOf(answer), MAINTENANCE);
  }
  isOver = true;
  await edits;
  t.equal((await exchange(port, signedRequest(key))).status, 200);
});
