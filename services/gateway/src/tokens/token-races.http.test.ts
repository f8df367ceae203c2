import { tokenDigest } from '@countersign/sealing';
import { changeTestKey, eventually, type TestKey } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { type RawAnswer, RawConnection } from '../testing/raw-client.ts';
import {
  errorOf,
  exchange,
  PERMISSION_INVALID,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';
import { askForToken, issueToken, TOKEN_INVALID, tokenRequest } from '../testing/token-calls.ts';

const { port, upstream, insertKey, database, keyrings, another } = await testGateway(t);
const second = await another();
const ports = [port, second.port];

const use = (token: string, at = port, path = '/v2/auth/r/wallets') =>
  exchange(at, tokenRequest(token, { path }));
const deletionOf = (token: string) => ({ path: '/v2/auth/w/token/del', body: JSON.stringify({ token }) });

t.test(
  'while calls stream in on two gateways, none that is sent after a deletion was answered is accepted',
  async (t) => {
    const key = await insertKey();
    const token = await issueToken(port, key);
    const late: RawAnswer[] = [];
    let isDeleted = false;
    const streams = Array.from({ length: 8 }, async (_, stream) => {
      const connection = await RawConnection.open(ports[stream % 2] as number);
      for (let lateCalls = 0; lateCalls < 5; ) {
        const isLate = isDeleted;
        connection.write(tokenRequest(token));
        const answer = await connection.answer();
        if (isLate && ++lateCalls > 0) late.push(answer);
      }
      connection.destroy();
    });
    const accepted = () => upstream.calls.length;
    await eventually('calls to go through', () => accepted() > 20);
    t.equal((await exchange(second.port, signedRequest(key, deletionOf(token)))).status, 200);
    isDeleted = true;
    await Promise.all(streams);
    t.equal(late.length, 40);
    for (const answer of late) t.same(errorOf(answer), TOKEN_INVALID);
  },
);

t.test('a token that deletes itself on two gateways at once is deleted once', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      exchange(ports[index % 2] as number, tokenRequest(token, deletionOf(token))),
    ),
  );
  t.equal(answers.filter(({ status }) => status === 200).length, 1);
  t.same(errorOf(await use(token)), TOKEN_INVALID);
});

/** Holds up the issuing of the key's tokens between the signature's check and the writing, until `go`. */
async function holdUpIssuing(key: TestKey) {
  const client = new pg.Client({ connectionString: database.url('admin') });
  await client.connect();
  await client.query('select pg_advisory_lock(hashtextextended($1, 14))', [key.keyId]);
  return {
    async isWaitedFor() {
      const [row] = await database.query<{ n: string }>(
        `select count(*) as n from pg_locks where locktype = 'advisory' and not granted
         and database = (select oid from pg_database where datname = current_database())`,
      );
      return Number(row?.n) > 0;
    },
    go: () => client.end(),
  };
}

t.test(
  'a token that was asked for before the key was narrowed, and made after, is worth nothing',
  async (t) => {
    const key = await insertKey({ permissions: ['wallets:read', 'wallets:write'] });
    const held = await holdUpIssuing(key);
    const asked = askForToken(port, key, { caps: ['w'], writePermission: true });
    await eventually('the issuing to wait', held.isWaitedFor);
    await changeTestKey(database, keyrings, key.keyId, { permissions: ['wallets:read'] });
    await held.go();
    const { status, body } = await asked;
    t.equal(status, 200);
    const [token] = JSON.parse(body) as [string];
    const before = upstream.calls.length;
    for (const at of ports) t.same(errorOf(await use(token, at, '/v2/auth/w/transfer')), TOKEN_INVALID);
    t.equal(upstream.calls.length, before);
  },
);

t.test(
  'an issuing that is held up holds up no call of the key, signed or by token, and no other key',
  async (t) => {
    const [key, other] = [await insertKey(), await insertKey()];
    const token = await issueToken(port, key);
    const held = await holdUpIssuing(key);
    const asked = askForToken(port, key);
    await eventually('the issuing to wait', held.isWaitedFor);
    t.equal((await use(token)).status, 200);
    t.equal((await exchange(port, signedRequest(key))).status, 200);
    t.equal((await askForToken(port, other)).status, 200);
    await eventually('the issuing still to wait', held.isWaitedFor);
    await held.go();
    t.equal((await asked).status, 200);
  },
);

t.test(
  'GW-94 a gateway that has an older version of the key cached judges a new token by the new version',
  async (t) => {
    const key = await insertKey({ permissions: ['wallets:read', 'orders:read'] });
    for (const at of ports) t.equal((await exchange(at, signedRequest(key))).status, 200);
    await changeTestKey(database, keyrings, key.keyId, { permissions: ['wallets:read', 'funding:read'] });
    const token = await issueToken(port, key);
    t.equal((await use(token, second.port)).status, 200);
    t.equal(upstream.calls.at(-1)?.headers['countersign-permissions'], 'funding:read,wallets:read');
    t.same(errorOf(await use(token, second.port, '/v2/auth/r/orders')), PERMISSION_INVALID);
  },
);

t.test(
  'GW-75 whichever comes first, an edit or a token: the token is good only if it is of the key as it is now',
  async (t) => {
    const key = await insertKey();
    const outcomes = new Set<boolean>();
    for (let turn = 0; turn < 20; turn++) {
      const edit = () => changeTestKey(database, keyrings, key.keyId, {});
      const asking = askForToken(ports[turn % 2] as number, key);
      // Now before, now after the nonce was consumed.
      if (turn % 4 < 2) await Promise.all([asking, edit()]);
      else await asking;
      const [token] = JSON.parse((await asking).body) as [string];
      const [row] = await database.query<{ is_current: boolean }>(
        `select t.key_version = s.version as is_current from scoped_tokens t join key_states s using (key_id)
       where t.digest = $1`,
        [tokenDigest('scoped-token', token)],
      );
      const isGood = row?.is_current === true;
      outcomes.add(isGood);
      for (const at of ports) {
        const answer = await use(token, at);
        if (isGood) t.equal(answer.status, 200);
        else t.same(errorOf(answer), TOKEN_INVALID);
      }
      await edit();
      for (const at of ports) t.same(errorOf(await use(token, at)), TOKEN_INVALID);
    }
    t.ok(outcomes.has(true));
  },
);

t.test('GW-48 a call that needs no key takes no token to the upstream', async (t) => {
  const token = await issueToken(port, await insertKey());
  const answer = await exchange(
    port,
    `GET /v2/platform/status HTTP/1.1\r\nhost: gateway.example\r\nbfx-token: ${token}\r\n\r\n`,
  );
  t.equal(answer.status, 200);
  const { rawHeaders = [] } = upstream.calls.at(-1) ?? {};
  t.notOk(rawHeaders.some((text) => text.includes(token) || /^(bfx-|countersign-user)/i.test(text)));
});
