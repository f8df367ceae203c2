import { createHash } from 'node:crypto';
import { isScopedToken } from '@countersign/sealing';
import { eventually, type TestKey } from '@countersign/testing';
import t from 'tap';
import { recordedLog } from '../testing/recorded-log.ts';
import {
  errorOf,
  exchange,
  NONCE_SMALL,
  nextNonce,
  PERMISSION_INVALID,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';
import { askForToken, issueToken, TOKEN_INVALID, tokenRequest } from '../testing/token-calls.ts';

const { logger, lines } = recordedLog();
const { port, upstream, insertKey, database, lastNonce, another } = await testGateway(
  t,
  {},
  { logger, limits: { tokensPerKey: 5 } },
);
const second = await another();

const ISSUE = '/v2/auth/w/token';
const DELETE = '/v2/auth/w/token/del';
const MALFORMED = [500, 10020, 'token request: invalid'];
const RATE_LIMITED = [429, 11010, 'ratelimit: error'];

const rowsOf = (key: TestKey) =>
  database.query<Record<string, unknown> & { digest: Buffer; ttl: number }>(
    `select *, extract(epoch from expires_at - created_at)::float8 as ttl from scoped_tokens where key_id = $1`,
    [key.keyId],
  );
const deleteBy = (key: TestKey, body: string) => exchange(port, signedRequest(key, { path: DELETE, body }));
const permissionsOf = async (token: string) => {
  const { body } = await exchange(port, tokenRequest(token, { path: '/v2/auth/r/permissions' }));
  return (JSON.parse(body) as [string, number, number][]).flatMap(([scope, read, write]) => [
    ...(read ? [`${scope}:read`] : []),
    ...(write ? [`${scope}:write`] : []),
  ]);
};

t.test('any valid key issues tokens with its signature, and the upstream hears nothing of it', async (t) => {
  const key = await insertKey({ permissions: [] });
  const before = upstream.calls.length;
  const answer = await askForToken(port, key);
  t.equal(answer.status, 200);
  const [token, ...rest] = JSON.parse(answer.body) as string[];
  t.ok(isScopedToken(token ?? ''));
  t.same(rest, []);
  t.same(await permissionsOf(token ?? ''), []);
  t.equal(upstream.calls.length, before);
  t.ok((await lastNonce(key.keyId)) > 0, 'the nonce is used up');
});

t.test(
  'issuing is a signed call like any other: replayed, unsigned or wrongly signed it makes nothing',
  async (t) => {
    const key = await insertKey();
    const body = '{"scope":"api"}';
    const request = signedRequest(key, { path: ISSUE, body });
    t.equal((await exchange(port, request)).status, 200);
    t.same(errorOf(await exchange(second.port, request)), NONCE_SMALL);
    t.equal(
      errorOf(await exchange(port, signedRequest({ ...key, secret: 'x' }, { path: ISSUE, body })))[1],
      10100,
    );
    const other = { path: ISSUE, body: '{"scope":"api","ttl":9}', signs: { body } };
    t.equal(errorOf(await exchange(port, signedRequest(key, other)))[1], 10100);
    t.equal((await rowsOf(key)).length, 1);
  },
);

t.test('a token gets what was asked for as far as its key has it, and says so', async (t) => {
  const key = await insertKey({
    permissions: ['account:read', 'history:read', 'orders:read', 'orders:write', 'withdraw:write'],
  });
  const ask = async (request: object) => permissionsOf(await issueToken(port, key, request));
  t.same(await ask({ caps: ['o', 'w'], writePermission: true }), ['orders:read', 'orders:write']);
  t.same(await ask({ caps: ['o', 'wd'] }), ['orders:read'], 'read only if nothing is said');
  t.same(await ask({ caps: ['wd'], writePermission: true }), ['withdraw:write']);
  t.same(await ask({ caps: [] }), []);
  t.same(await ask({ caps: undefined, writePermission: true }), [
    'account:read',
    'history:read',
    'orders:read',
    'orders:write',
  ]);
});

t.test('a token is good for two minutes, a day at most, and never longer than its key', async (t) => {
  const key = await insertKey();
  await issueToken(port, key);
  t.equal((await rowsOf(key))[0]?.ttl, 120);
  for (const ttl of [0, 86_401, '60', 1.5]) t.same(errorOf(await askForToken(port, key, { ttl })), MALFORMED);
  const soon = new Date(Date.now() + 3_600_000).toISOString();
  const ending = await insertKey({ expiresAt: soon });
  await issueToken(port, ending, { ttl: 86_400 });
  t.same((await rowsOf(ending))[0]?.expires_at, new Date(soon));
});

t.test('a request of another shape makes no token', async (t) => {
  const key = await insertKey();
  for (const body of [
    '',
    '{}',
    '[]',
    '{"scope":"ui"}',
    '{"scope":"api","caps":["x"]}',
    '{"scope":"api","x":1}',
  ]) {
    t.same(errorOf(await askForToken(port, key, body)), MALFORMED, body);
  }
  t.same(await rowsOf(key), []);
});

t.test('however many ask at once on two gateways, a key has no more live tokens than it may', async (t) => {
  const key = await insertKey();
  const requests = Array.from({ length: 20 }, () => nextNonce()).map((nonce) =>
    signedRequest(key, { path: ISSUE, body: '{"scope":"api"}', nonce }),
  );
  const answers = await Promise.all(
    requests.map((request, index) => exchange([port, second.port][index % 2] as number, request)),
  );
  const made = answers.filter(({ status }) => status === 200);
  t.equal((await rowsOf(key)).length, made.length);
  t.ok(made.length <= 5 && made.length > 0, `${made.length} made`);
  while ((await rowsOf(key)).length < 5) await issueToken(port, key);
  t.same(errorOf(await askForToken(port, key)), RATE_LIMITED);
  await database.query(
    `update scoped_tokens set expires_at = now() where digest = (select digest from scoped_tokens where key_id = $1 limit 1)`,
    [key.keyId],
  );
  t.equal((await askForToken(port, key)).status, 200, 'one that ended makes room');
  t.equal((await rowsOf(key)).length, 5, 'and its row goes at once');
  t.equal((await askForToken(port, await insertKey())).status, 200, 'another key is not concerned');
});

t.test('a token cannot issue tokens, whatever it may do', async (t) => {
  const key = await insertKey({ permissions: ['wallets:read', 'wallets:write'] });
  const token = await issueToken(port, key, { writePermission: true });
  const call = { path: ISSUE, body: '{"scope":"api","ttl":86400}' };
  t.same(errorOf(await exchange(port, tokenRequest(token, call))), PERMISSION_INVALID);
  const beside = signedRequest(key, { ...call, extra: [`bfx-token: ${token}`] });
  t.same(errorOf(await exchange(port, beside)), PERMISSION_INVALID, 'nor with a signature beside it');
  await eventually('the owner to be told', async () => {
    const [row] = await database.query<{ count: string }>(
      `select count from key_refusals where key_id = $1 and reason = 'permission-missing'`,
      [key.keyId],
    );
    return row?.count === '2';
  });
  t.equal((await rowsOf(key)).length, 1);
});

t.test('its key deletes a token, and it is dead on every gateway when the answer arrives', async (t) => {
  const key = await insertKey();
  const [token, kept] = [await issueToken(port, key), await issueToken(port, key)];
  for (const each of [port, second.port]) t.equal((await exchange(each, tokenRequest(token))).status, 200);
  const answer = await deleteBy(key, JSON.stringify({ token }));
  t.same([answer.status, answer.body], [200, '[1]']);
  for (const each of [port, second.port]) {
    t.same(errorOf(await exchange(each, tokenRequest(token))), TOKEN_INVALID);
    t.equal((await exchange(each, tokenRequest(kept))).status, 200);
  }
});

t.test(
  'what is not a token of this key is not deleted, and looks the same whether it exists or not',
  async (t) => {
    const [key, other] = [await insertKey(), await insertKey()];
    const token = await issueToken(port, other);
    const gone = await issueToken(port, key);
    await deleteBy(key, JSON.stringify({ token: gone }));
    for (const named of [token, gone, 'ct_x', '', '\u0000', 'x'.repeat(3_000)]) {
      const answer = await deleteBy(key, JSON.stringify({ token: named }));
      t.same(errorOf(answer), [500, 10020, 'token: invalid'], named.slice(0, 20));
    }
    for (const body of ['', '{}', '{"token":1}', '{"token":["x"]}']) {
      t.same(errorOf(await deleteBy(key, body)), MALFORMED, body);
    }
    t.equal((await exchange(port, tokenRequest(token))).status, 200);
  },
);

t.test('a token deletes itself and no other', async (t) => {
  const key = await insertKey();
  const [token, sibling] = [await issueToken(port, key), await issueToken(port, key)];
  const call = (by: string, named: string) =>
    exchange(port, tokenRequest(by, { path: DELETE, body: JSON.stringify({ token: named }) }));
  t.same(errorOf(await call(token, sibling)), PERMISSION_INVALID);
  t.equal((await call(token, token)).status, 200);
  t.same(errorOf(await exchange(port, tokenRequest(token))), TOKEN_INVALID);
  t.equal((await exchange(port, tokenRequest(sibling))).status, 200);
});

t.test('a token is stored as a digest only, and never written down', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  await exchange(port, tokenRequest(token));
  await exchange(port, tokenRequest(token, { path: '/v2/auth/w/withdraw' }));
  await exchange(port, tokenRequest(token, { path: `/v2/auth/r/${token}x` }));
  await deleteBy(key, JSON.stringify({ token }));
  const again = await issueToken(port, key);
  const refusals = () => database.query('select x::text from key_refusals x where key_id = $1', [key.keyId]);
  const [row] = await rowsOf(key);
  t.same(row?.digest, createHash('sha256').update('countersign/scoped-token\0').update(again).digest());
  await eventually('the refusals to be written down', async () => (await refusals()).length === 2);
  await eventually('the requests to be logged', () =>
    lines.some(({ path }) => path === '/v2/auth/r/[redacted]'),
  );
  const stored = JSON.stringify([
    await database.query('select x::text from scoped_tokens x'),
    await refusals(),
  ]);
  for (const text of [stored, JSON.stringify(lines)]) {
    for (const secret of [token, again, Buffer.from(again).toString('hex')]) t.notOk(text.includes(secret));
  }
});
