import { randomInt } from 'node:crypto';
import { changeTestKey, eventually, revokeTestKey, type TestKey } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  NONCE_SMALL,
  nextNonce,
  PERMISSION_INVALID,
  type SignedParts,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const MAX = 2 ** 53 - 1;
const { port, upstream, insertKey, database, keyrings, lastNonce, another } = await testGateway(t);
const ports = [port, (await another()).port] as const;

const send = (key: TestKey, parts: SignedParts = {}, at = 0) =>
  exchange(ports[at] ?? port, signedRequest(key, parts));
const callsOf = (key: TestKey) =>
  upstream.calls.filter(({ headers }) => headers['countersign-key-id'] === key.keyId);

t.test('GW-77 GW-78 a nonce is good once, and only above the last one', async (t) => {
  const key = await insertKey();
  const request = signedRequest(key, { nonce: 1_000 });
  t.equal((await exchange(port, request)).status, 200);
  t.same(errorOf(await exchange(port, request)), NONCE_SMALL, 'the same bytes');
  t.same(errorOf(await exchange(ports[1], request)), NONCE_SMALL, 'at the other gateway');
  t.same(errorOf(await send(key, { nonce: 1_000, body: '' })), NONCE_SMALL, 'equal');
  t.same(errorOf(await send(key, { nonce: 999 })), NONCE_SMALL, 'lower');
  t.equal((await send(key, { nonce: 1_001 }, 1)).status, 200, 'the next');
  t.same(errorOf(await send(key, { nonce: 1_001 })), NONCE_SMALL);
  t.equal(callsOf(key).length, 2);
});

t.test('GW-79 what is not plain digits without a leading zero is refused before anything else', async (t) => {
  const key = await insertKey();
  const nonces = [
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x65',
    '1 2',
    '1_000',
    '\u0663',
    'inf',
    'nan',
    '',
    '0',
    '01',
    '1,2',
  ];
  for (const nonce of [...nonces, '12345678901234567', '99999999999999999999']) {
    t.same(errorOf(await send(key, { nonce })), [500, 10020, 'bfx-nonce: invalid'], JSON.stringify(nonce));
  }
  t.equal(await lastNonce(key.keyId), 0);
});

t.test('GW-80 GW-81 the greatest nonce is 2^53 - 1, and whoever used it needs a new key', async (t) => {
  const key = await insertKey();
  for (const nonce of ['9007199254740992', '9223372036854775807', '18446744073709551616']) {
    t.same(errorOf(await send(key, { nonce })), [500, 10020, 'bfx-nonce: invalid']);
  }
  t.equal((await send(key, { nonce: MAX - 1 })).status, 200);
  t.equal((await send(key, { nonce: MAX })).status, 200);
  t.equal(await lastNonce(key.keyId), MAX);
  for (const nonce of [MAX, nextNonce(), MAX - 1]) t.same(errorOf(await send(key, { nonce })), NONCE_SMALL);
  t.equal((await send(await insertKey())).status, 200);
});

t.test('GW-82 a wrong signature leaves the nonce as it is', async (t) => {
  const key = await insertKey();
  t.same(errorOf(await send({ ...key, secret: 'wrong' }, { nonce: MAX })), AUTHENTICATION_FAILED);
  t.equal(await lastNonce(key.keyId), 0);
  t.equal((await send(key, { nonce: 1 })).status, 200);
});

t.test('a nonce whose permission is refused stays used up', async (t) => {
  const key = await insertKey({ permissions: [] });
  const request = signedRequest(key);
  t.same(errorOf(await exchange(port, request)), PERMISSION_INVALID);
  await changeTestKey(database, keyrings, key.keyId, { permissions: ['wallets:read'] });
  t.same(errorOf(await exchange(port, request)), NONCE_SMALL);
  t.equal((await send(key)).status, 200, 'a widening is in force with the next request');
});

t.test('GW-83 GW-84 of 200 concurrent copies exactly one reaches the upstream', async (t) => {
  for (const gateways of [[port], ports]) {
    const key = await insertKey();
    const request = signedRequest(key);
    const connections = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        RawConnection.open(gateways[index % gateways.length] ?? port),
      ),
    );
    for (const connection of connections) connection.write(request);
    const answers = await Promise.all(connections.map((connection) => connection.answer()));
    for (const connection of connections) connection.destroy();
    t.equal(answers.filter(({ status }) => status === 200).length, 1);
    t.equal(answers.filter(({ body }) => body === '["error",10114,"nonce: small"]').length, 199);
    t.equal(callsOf(key).length, 1);
  }
});

t.test('GW-85 of 1,000 rising nonces in random order over two gateways none is accepted twice', async (t) => {
  const key = await insertKey();
  const first = nextNonce();
  const nonces = Array.from({ length: 1_000 }, (_, index) => first + index);
  nonces.sort(() => randomInt(3) - 1);
  const accepted: number[] = [];
  const connections = await Promise.all(
    Array.from({ length: 40 }, (_, index) => RawConnection.open(ports[index % 2] ?? port)),
  );
  await Promise.all(
    connections.map(async (connection) => {
      for (let nonce = nonces.pop(); nonce !== undefined; nonce = nonces.pop()) {
        connection.write(signedRequest(key, { nonce }));
        if ((await connection.answer()).status === 200) accepted.push(nonce);
      }
      connection.destroy();
    }),
  );
  t.equal(new Set(accepted).size, accepted.length);
  t.equal(callsOf(key).length, accepted.length);
  t.ok(accepted.length > 0);
  t.equal(await lastNonce(key.keyId), Math.max(...accepted));
});

t.test('ten rising nonces in flight at once, a hundred times', async (t) => {
  const connections = await Promise.all(Array.from({ length: 10 }, () => RawConnection.open(port)));
  const round = async (key: TestKey, order: (requests: Buffer[]) => Buffer[]) => {
    const requests = order(Array.from({ length: 10 }, () => signedRequest(key)));
    for (const [index, request] of requests.entries()) connections[index]?.write(request);
    const answers = await Promise.all(connections.map((connection) => connection.answer()));
    return answers.map((answer) => (answer.status === 200 ? 200 : errorOf(answer)));
  };
  const inOrder = await insertKey();
  for (let turn = 0; turn < 100; turn++) {
    const answers = await round(inOrder, (requests) => requests);
    t.same(answers, Array(10).fill(200), 'in order none is refused');
  }
  t.equal(callsOf(inOrder).length, 1_000);

  const shuffled = await insertKey();
  let accepted = 0;
  for (let turn = 0; turn < 100; turn++) {
    const answers = await round(shuffled, (requests) => requests.sort(() => randomInt(3) - 1));
    for (const answer of answers) if (answer !== 200) t.same(answer, NONCE_SMALL);
    accepted += answers.filter((answer) => answer === 200).length;
  }
  t.equal(callsOf(shuffled).length, accepted, 'never is one accepted twice');
  for (const connection of connections) connection.destroy();
});

/** Holds the key's rows as a writer does that has not committed yet. */
async function parkedWriter(change: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: database.url('admin') });
  await client.connect();
  await client.query('begin');
  await change(client);
  return {
    /** Resolves once as many compare-and-sets wait for the lock. */
    waiters: (count: number) =>
      eventually('compare-and-sets to wait', async () => {
        const [row] = await database.query<{ n: string }>(
          `select count(*) as n from pg_stat_activity
           where datname = current_database() and wait_event_type = 'Lock' and query like '%key_states%'`,
        );
        return Number(row?.n) >= count;
      }),
    async commit() {
      await client.query('commit');
      await client.end();
    },
  };
}

for (const [name, change, refusal] of [
  ['a revocation', { status: 'revoked', permissions: [] }, AUTHENTICATION_FAILED],
  ['an edit that takes the permission away', { permissions: ['orders:read'] }, PERMISSION_INVALID],
  ['an edit that takes the address off the list', { ipAllowlist: ['192.0.2.1'] }, AUTHENTICATION_FAILED],
  ['a new secret', { renewsSecret: true }, AUTHENTICATION_FAILED],
  ['an expiry that is brought forward', { expiresAt: '2020-01-01T00:00:00.000Z' }, AUTHENTICATION_FAILED],
] as const) {
  t.test(`GW-75 ${name} that commits while compare-and-sets wait for its lock stops them all`, async (t) => {
    for (let turn = 0; turn < 5; turn++) {
      const key = await insertKey();
      // Both gateways have the key in their caches, at the old version.
      for (const at of [0, 1]) t.equal((await send(key, {}, at)).status, 200);
      const writer = await parkedWriter((client) => changeTestKey(client, keyrings, key.keyId, change));
      const answers = Array.from({ length: 10 }, (_, index) => send(key, {}, index % 2));
      await writer.waiters(2);
      await writer.commit();
      for (const answer of await Promise.all(answers)) {
        const refused = errorOf(answer);
        // Of two gateways one may find its nonces overtaken by the other's.
        if (refused[1] !== 10114 || refusal !== PERMISSION_INVALID) t.same(refused, refusal);
      }
      t.equal(callsOf(key).length, 2, 'none reached the upstream');
    }
  });
}

type Sent = { readonly nonce: number; readonly firstWrittenAt: number; readonly status: number };

/** Sends rising nonces without pause until told to stop; `firstWrittenAt` is when a request left. */
async function load(key: TestKey, at: number, sent: Sent[], isOver: () => boolean) {
  const connection = await RawConnection.open(ports[at] ?? port);
  while (!isOver()) {
    const nonce = nextNonce();
    const request = signedRequest(key, { nonce, replace: { 'user-agent': String(nonce) } });
    const firstWrittenAt = performance.now();
    connection.write(request);
    sent.push({ nonce, firstWrittenAt, status: (await connection.answer()).status });
  }
  connection.destroy();
}

for (const [name, take] of [
  ['revoked', (key: TestKey) => revokeTestKey(database, keyrings, key.keyId)],
  [
    'narrowed',
    (key: TestKey) => changeTestKey(database, keyrings, key.keyId, { permissions: ['orders:read'] }),
  ],
] as const) {
  t.test(
    `GW-94 of the requests first written after a key was ${name} none reaches the upstream`,
    async (t) => {
      for (let turn = 0; turn < 5; turn++) {
        const key = await insertKey();
        let isOver = false;
        const sent: Sent[] = [];
        const loads = Array.from({ length: 8 }, (_, index) => load(key, index % 2, sent, () => isOver));
        await eventually('the load to reach the upstream', () => callsOf(key).length > 50);
        await take(key);
        const committedAt = performance.now();
        const late = () => sent.filter(({ firstWrittenAt }) => firstWrittenAt > committedAt);
        await eventually('a hundred requests after it', () => late().length >= 100);
        isOver = true;
        await Promise.all(loads);
        const reached = new Set(callsOf(key).map(({ headers }) => headers['user-agent']));
        t.same(
          late().filter(({ nonce, status }) => status === 200 || reached.has(String(nonce))),
          [],
        );
      }
    },
  );
}

t.test('the last use is noted with the nonce', async (t) => {
  const key = await insertKey();
  await send(key);
  const [row] = await database.query<{ ip: string; fresh: boolean }>(
    `select last_used_ip as ip, last_used_at > now() - interval '1 minute' as fresh
     from key_states where key_id = $1`,
    [key.keyId],
  );
  t.same(row, { ip: '127.0.0.1', fresh: true });
});

t.test('a key that somebody holds locked slows no other, and its requests have a deadline', async (t) => {
  const [held, other] = [await insertKey(), await insertKey()];
  for (const key of [held, other]) t.equal((await send(key)).status, 200);
  const writer = await parkedWriter((client) =>
    client.query('select from countersign.key_states where key_id = $1 for update', [held.keyId]),
  );
  let isAnswered = false;
  const waiting = send(held).finally(() => {
    isAnswered = true;
  });
  await writer.waiters(1);
  for (let turn = 0; turn < 3; turn++) t.equal((await send(other)).status, 200);
  t.notOk(isAnswered, 'the others did not wait for it');
  t.same(errorOf(await waiting), [500, 20060, 'maintenance'], 'while the key is still locked');
  await writer.commit();
  t.equal((await send(held)).status, 200);
  t.equal(callsOf(held).length, 2);
});
