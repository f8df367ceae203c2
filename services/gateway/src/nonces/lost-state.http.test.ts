import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { changeTestKey, revokeTestKey, startTcpProxy } from '@countersign/testing';
import t, { type Test } from 'tap';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  NONCE_SMALL,
  nextNonce,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const givenRedis = process.env.TEST_REDIS_URL;
const skip = givenRedis === undefined && 'TEST_REDIS_URL is not set: no Redis to test against';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const { port, database, keyrings, insertKey, another, upstream, lastNonce } = await testGateway(t);

t.test('GW-73 the same bytes to another host name or another gateway are not good again', async (t) => {
  const key = await insertKey();
  const other = await another();
  const nonce = nextNonce();
  const to = (host: string) => signedRequest(key, { nonce, replace: { host } });
  t.equal((await exchange(port, to('gateway.example'))).status, 200);
  t.same(errorOf(await exchange(port, to('eu.gateway.example'))), NONCE_SMALL);
  t.same(errorOf(await exchange(other.port, to('gateway.example'))), NONCE_SMALL);
});

t.test('GW-73 the same bytes to a gateway of another environment are nobody’s', async (t) => {
  const key = await insertKey();
  const other = await another({ environment: 'another' });
  const request = signedRequest(key);
  t.same(errorOf(await exchange(other.port, request)), AUTHENTICATION_FAILED);
  t.equal((await exchange(port, request)).status, 200, 'nor used up there');
});

t.test('GW-91 a clock that jumps makes nothing good again, and nothing bad', async (t) => {
  const key = await insertKey();
  const aheadOf = new Date(Date.now() + HOUR_MS / 2).toISOString();
  const before = new Date(Date.now() - HOUR_MS / 2).toISOString();
  const expiring = await insertKey({ expiresAt: aheadOf });
  const expired = await insertKey({ expiresAt: before });
  const realNow = Date.now;
  t.teardown(() => {
    Date.now = realNow;
  });
  const first = signedRequest(key);
  t.equal((await exchange(port, first)).status, 200);
  for (const jumpMs of [HOUR_MS, -HOUR_MS, 0, -24 * HOUR_MS]) {
    Date.now = () => realNow() + jumpMs;
    t.same(errorOf(await exchange(port, first)), NONCE_SMALL, `${jumpMs} ms`);
    t.equal((await exchange(port, signedRequest(key))).status, 200);
    // What expires does so by the clock of the database.
    t.equal((await exchange(port, signedRequest(expiring))).status, 200);
    t.same(errorOf(await exchange(port, signedRequest(expired))), AUTHENTICATION_FAILED);
  }
});

t.test('GW-96 with no notification of any kind a revocation and an edit hold at once', async (t) => {
  const listening = await database.query<{ n: string }>(
    `select count(*) as n from pg_stat_activity
     where datname = current_database() and application_name like 'countersign-gateway%' and query ilike 'listen%'`,
  );
  t.same(listening, [{ n: '0' }], 'the gateway listens to none, so that there is none to lose');
  for (const change of [
    (keyId: string) => revokeTestKey(database, keyrings, keyId),
    (keyId: string) => changeTestKey(database, keyrings, keyId, { ipAllowlist: ['192.0.2.1'] }),
  ]) {
    const key = await insertKey();
    t.equal((await exchange(port, signedRequest(key))).status, 200, 'the key is in the cache');
    await change(key.keyId);
    t.same(errorOf(await exchange(port, signedRequest(key))), AUTHENTICATION_FAILED);
  }
});

/** The statement that the runbook has operators run. */
const RUNBOOK = join(import.meta.dirname, '../../../../docs/runbooks/restore-the-database.md');
const RAISE = /```sql\n([^`]+)```/.exec(readFileSync(RUNBOOK, 'utf8'))?.[1] ?? '';

/** `next` is the nonce that the client goes on with; `null` if it never can. */
async function afterRestore(t: Test, restored: number, captured: number, next: number | null): Promise<void> {
  const key = await insertKey();
  const request = signedRequest(key, { nonce: captured });
  t.equal((await exchange(port, request)).status, 200);
  await database.query('update key_states set last_nonce = $2 where key_id = $1', [key.keyId, restored]);
  await database.query(RAISE);
  // A gateway that was started after the restore, as the runbook has it.
  const fresh = await another();
  const calls = upstream.calls.length;
  t.same(errorOf(await exchange(fresh.port, request)), NONCE_SMALL, `${captured} after ${restored}`);
  t.equal(upstream.calls.length, calls);
  if (next === null) t.equal(await lastNonce(key.keyId), Number.MAX_SAFE_INTEGER, 'shut for good');
  else t.equal((await exchange(fresh.port, signedRequest(key, { nonce: next }))).status, 200, `${next}`);
}

t.test(
  'GW-92 GW-93 after the runbook what was captured between backup and restore is refused, in every unit of the clock',
  async (t) => {
    t.match(RAISE, /update/);
    const backupMs = Date.now() - HOUR_MS;
    const capturedMs = Date.now() - MINUTE_MS;
    const nextMs = Date.now() + 10 * MINUTE_MS;
    for (const unit of [0.001, 1, 1_000]) {
      const at = (ms: number) => Math.floor(ms * unit);
      await afterRestore(t, at(backupMs), at(capturedMs), at(nextMs));
    }
    await t.test('a key that had not been used yet', (t) => afterRestore(t, 0, capturedMs, nextMs * 1_000));
    await t.test('a key that counts', (t) => afterRestore(t, 17, 40, nextMs * 1_000));
    await t.test('a key whose nonces are ahead of every clock', async (t) => {
      await afterRestore(t, 8e15, 8.5e15, null);
    });
  },
);

/** Sends commands to Redis; resolves with what it said to the last of them. */
async function redis(url: URL, ...commands: string[]): Promise<string> {
  const socket = connect(Number(url.port), url.hostname);
  const credentials = url.password === '' ? [] : [`AUTH ${url.password}`];
  socket.write(`${[...credentials, ...commands, 'QUIT'].join('\r\n')}\r\n`);
  let said = '';
  socket.on('data', (bytes) => {
    said += bytes.toString();
  });
  await once(socket, 'close');
  return said;
}

t.test(
  'GW-87 GW-88 Redis flushed, killed and back empty: what was accepted is never accepted again',
  { skip },
  async (t) => {
    const url = new URL(givenRedis ?? '');
    // A database that nothing else here uses.
    url.pathname = '/9';
    const proxy = await startTcpProxy(Number(url.port));
    const proxied = new URL(url);
    proxied.port = String(proxy.port);
    const gateway = await another({ redisUrl: proxied.href, limits: 'standard' });
    const key = await insertKey();
    const accepted: Buffer[] = [];
    const accepts = async () => {
      const request = signedRequest(key);
      t.equal((await exchange(gateway.port, request)).status, 200);
      accepted.push(request);
    };
    const refusesReplays = async (when: string) => {
      for (const request of accepted) {
        t.same(errorOf(await exchange(gateway.port, request)), NONCE_SMALL, when);
      }
    };
    await accepts();
    t.match(await redis(url, 'SELECT 9', 'FLUSHDB'), /\+OK/);
    await refusesReplays('flushed');
    await accepts();
    await proxy.close();
    await refusesReplays('away');
    await accepts();
    const back = await startTcpProxy(Number(url.port), { port: proxy.port });
    t.teardown(() => back.close());
    await redis(url, 'SELECT 9', 'FLUSHDB');
    await refusesReplays('back, and empty');
    await accepts();
  },
);
