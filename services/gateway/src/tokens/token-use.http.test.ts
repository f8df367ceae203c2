import { changeTestKey, eventually, revokeTestKey, type TestKey } from '@countersign/testing';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import t from 'tap';
import { type RawAnswer, RawConnection } from '../testing/raw-client.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import {
  errorOf,
  exchange,
  PERMISSION_INVALID,
  type SignedParts,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';
import { issueToken, TOKEN_INVALID, tokenRequest } from '../testing/token-calls.ts';

const { logger, lines } = recordedLog();
const { port, upstream, insertKey, database, keyrings, lastNonce, another } = await testGateway(
  t,
  {},
  { logger },
);
const second = await another();
const ports = [port, second.port];

const use = (token: string, parts: SignedParts = {}, at = port) => exchange(at, tokenRequest(token, parts));
/** A token of the key that ended a moment ago. */
async function endedToken(key: TestKey): Promise<string> {
  const token = await issueToken(port, key, { ttl: 1 });
  await eventually('the token to end by the clock of the database', async () => {
    const [row] = await database.query(
      'select 1 from scoped_tokens where key_id = $1 and expires_at < clock_timestamp()',
      [key.keyId],
    );
    return row !== undefined;
  });
  return token;
}

t.test('a token does what its key may and it was given, and touches no nonce', async (t) => {
  const key = await insertKey({
    permissions: ['wallets:read', 'wallets:write', 'orders:read', 'orders:write'],
  });
  const token = await issueToken(port, key, { caps: ['w'] });
  const nonce = await lastNonce(key.keyId);
  t.equal((await use(token, { body: '{"a":1}' })).status, 200);
  t.match(upstream.calls.at(-1), {
    path: '/v2/auth/r/wallets',
    method: 'POST',
    body: Buffer.from('{"a":1}'),
  });
  for (const path of [
    '/v2/auth/w/transfer',
    '/v2/auth/r/orders',
    '/v2/auth/w/order/submit',
    '/v2/auth/r/x',
  ]) {
    t.same(errorOf(await use(token, { path })), PERMISSION_INVALID, path);
  }
  const writing = await issueToken(port, key, { caps: ['w'], writePermission: true });
  t.equal((await use(writing, { path: '/v2/auth/w/transfer' })).status, 200);
  t.equal(upstream.calls.at(-1)?.path, '/v2/auth/w/transfer');
  t.ok((await lastNonce(key.keyId)) > nonce, 'by the signed calls');
  const after = await lastNonce(key.keyId);
  await use(writing);
  t.equal(await lastNonce(key.keyId), after);
});

t.test(
  'GW-43 GW-48 the upstream is told what the token may do, in headers and assertion, and never the token',
  async (t) => {
    const key = await insertKey({ permissions: ['wallets:read', 'wallets:write', 'orders:read'] });
    const token = await issueToken(port, key, { caps: ['w'] });
    const keys = createRemoteJWKSet(new URL(`http://127.0.0.1:${port}/.well-known/jwks.json`));
    const seen = async (bytes: Buffer) => {
      t.equal((await exchange(port, bytes)).status, 200);
      const { headers = {}, rawHeaders = [] } = upstream.calls.at(-1) ?? {};
      t.notOk(rawHeaders.some((text) => text.includes(token) || /^bfx-/i.test(text)));
      const { payload } = await jwtVerify(String(headers['countersign-assertion']), keys);
      t.match(headers, { 'countersign-user': key.ownerId, 'countersign-key-id': key.keyId });
      t.match(payload, { sub: key.ownerId, key_id: key.keyId });
      t.equal(rawHeaders.filter((name) => /^countersign-permissions$/i.test(name)).length, 1);
      return [headers['countersign-permissions'], payload.scope];
    };
    const forged = { extra: ['countersign-permissions: withdraw:write', 'x-scopes: all'] };
    for (let turn = 0; turn < 2; turn++) {
      t.same(await seen(tokenRequest(token, forged)), ['wallets:read', 'wallets:read']);
      t.same(
        await seen(signedRequest(key)),
        ['wallets:read,wallets:write,orders:read', 'wallets:read wallets:write orders:read'],
        'the key itself is not narrowed by it',
      );
    }
  },
);

t.test('GW-40 every cause for which a token is refused gets the same bytes', async (t) => {
  const key = await insertKey();
  const [revoked, edited, ended] = [await insertKey(), await insertKey(), await insertKey()];
  const away = await insertKey({ ipAllowlist: ['127.0.0.0/8'] });
  const tokens = {
    'never issued': `${'ct_'.padEnd(46, 'A')}000000`,
    'of another shape': 'pub:api:1-caps:a-write',
    'a key ID': key.keyId,
    empty: '',
    'of a revoked key': await issueToken(port, revoked),
    'of an edited key': await issueToken(port, edited),
    expired: await endedToken(ended),
  };
  await revokeTestKey(database, keyrings, revoked.keyId);
  await changeTestKey(database, keyrings, edited.keyId, { permissions: ['wallets:read'] });
  const elsewhere = await issueToken(port, away);
  const behind = await another({ trustedProxies: ['127.0.0.1'] });
  const answers: Record<string, RawAnswer> = {
    'from another address': await exchange(
      behind.port,
      tokenRequest(elsewhere, { extra: ['X-Forwarded-For: 192.0.2.1'] }),
    ),
  };
  for (const [name, token] of Object.entries(tokens)) answers[name] ??= await use(token);
  const [first] = Object.values(answers);
  for (const [name, { status, headerNames, body }] of Object.entries(answers)) {
    t.same({ status, headerNames, body }, { ...TOKEN_ANSWER, headerNames: first?.headerNames }, name);
  }
  t.equal(Object.keys(answers).length, 8);
});
const TOKEN_ANSWER = { status: 500, body: '["error",10100,"token: invalid"]' };

t.test(
  'GW-94 a revocation or any edit of the key ends its tokens on every gateway, whatever they have cached',
  async (t) => {
    const changes: Record<string, (keyId: string) => Promise<unknown>> = {
      revoked: (keyId) => revokeTestKey(database, keyrings, keyId),
      narrowed: (keyId) => changeTestKey(database, keyrings, keyId, { permissions: [] }),
      widened: (keyId) =>
        changeTestKey(database, keyrings, keyId, { permissions: ['wallets:read', 'withdraw:write'] }),
      'left as it was': (keyId) => changeTestKey(database, keyrings, keyId, {}),
      'revoked in its state row only': (keyId) =>
        database.query(`update key_states set status = 'revoked' where key_id = $1`, [keyId]),
      'given another secret': (keyId) => changeTestKey(database, keyrings, keyId, { renewsSecret: true }),
    };
    for (const [name, change] of Object.entries(changes)) {
      const key = await insertKey();
      const token = await issueToken(port, key);
      for (const at of ports) t.equal((await use(token, {}, at)).status, 200);
      await change(key.keyId);
      const before = upstream.calls.length;
      for (const at of ports) t.same(errorOf(await use(token, {}, at)), TOKEN_INVALID, name);
      t.equal(upstream.calls.length, before, 'no upstream');
    }
  },
);

t.test(
  'GW-75 GW-94 while calls stream in on two gateways, none that is sent after the revocation is accepted',
  async (t) => {
    const key = await insertKey();
    const token = await issueToken(port, key);
    const later: Promise<RawAnswer>[] = [];
    let isRevoked = false;
    const streams = Array.from({ length: 8 }, async (_, stream) => {
      const connection = await RawConnection.open(ports[stream % 2] as number);
      for (let call = 0; call < 30 || !isRevoked; call++) {
        const sentAfter = isRevoked;
        connection.write(tokenRequest(token));
        const answer = connection.answer();
        if (sentAfter) later.push(answer);
        await answer;
      }
      connection.write(tokenRequest(token));
      later.push(connection.answer());
      await later.at(-1);
      connection.destroy();
    });
    await revokeTestKey(database, keyrings, key.keyId);
    isRevoked = true;
    await Promise.all(streams);
    t.ok(later.length >= 8);
    for (const answer of await Promise.all(later)) t.same(errorOf(answer), TOKEN_INVALID);
  },
);

t.test(
  'an IP allowlist that is changed ends the tokens that were issued under the earlier one',
  async (t) => {
    const key = await insertKey({ ipAllowlist: ['127.0.0.0/8'] });
    const token = await issueToken(port, key);
    const behind = await another({ trustedProxies: ['127.0.0.1'] });
    const from = (address: string) => use(token, { extra: [`X-Forwarded-For: ${address}`] }, behind.port);
    t.same(errorOf(await from('192.0.2.1')), TOKEN_INVALID);
    t.equal((await from('127.0.0.9')).status, 200);
    await changeTestKey(database, keyrings, key.keyId, { ipAllowlist: null });
    t.same(errorOf(await from('127.0.0.9')), TOKEN_INVALID);
  },
);

t.test('GW-30 GW-41 no value of the header does harm', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const HEADERS = [500, 10020, 'headers: invalid'];
  for (const name of ['bfx-token', 'BFX-Token']) {
    t.same(errorOf(await use(token, { extra: [`${name}: ${token}`] })), HEADERS, 'twice');
  }
  for (const value of ['a b', 'caf\u00e9', `${token}\t${token}`]) {
    t.same(errorOf(await use(value)), HEADERS, value);
  }
  for (const value of [
    '../../x',
    "'or/**/1=1--",
    '__proto__',
    `${token}0`,
    token.toUpperCase(),
    'x'.repeat(10_000),
  ]) {
    t.same(errorOf(await use(value)), TOKEN_INVALID, value.slice(0, 20));
  }
  t.equal((await exchange(port, tokenRequest('a\0b'))).status, 400);
  t.equal((await use(token)).status, 200, 'and the token is still good');
});

t.test('a token wins over a key, and what else is sent beside it is not looked at', async (t) => {
  const [key, other] = [
    await insertKey({ permissions: ['wallets:read', 'wallets:write'] }),
    await insertKey(),
  ];
  const token = await issueToken(port, key);
  const beside = (parts: SignedParts) =>
    exchange(port, signedRequest(other, { ...parts, extra: [`bfx-token: ${token}`] }));
  const before = await lastNonce(other.keyId);
  t.equal((await beside({})).status, 200);
  t.equal(upstream.calls.at(-1)?.headers['countersign-key-id'], key.keyId);
  t.equal((await beside({ replace: { 'bfx-nonce': 'x', 'bfx-signature': 'y' } })).status, 200);
  t.equal(await lastNonce(other.keyId), before);
  const never = signedRequest(key, { path: '/v2/auth/w/transfer', extra: ['bfx-token: x'] });
  t.same(
    errorOf(await exchange(port, never)),
    TOKEN_INVALID,
    'a good signature does not make up for a bad token',
  );
  await eventually('the calls to be logged', () =>
    lines.some(
      ({ message, rejection, keyId }) => message === 'request' && rejection === null && keyId === key.keyId,
    ),
  );
  t.notOk(lines.some(({ keyId, rejection }) => keyId === other.keyId && rejection === null));
});

t.test('GW-61 GW-67 GW-71 method, host, path and body are judged as with a signature', async (t) => {
  const token = await issueToken(port, await insertKey());
  const code = async (parts: SignedParts) =>
    errorOf(await use(token, parts))
      .slice(1)
      .join(' ');
  t.equal(await code({ method: 'GET', body: '' }), '10020 method: invalid');
  t.equal(await code({ method: 'PUT' }), '10020 method: invalid');
  t.equal(await code({ replace: { host: 'a b' } }), '10020 host: invalid');
  for (const path of [
    '/v2//auth/r/wallets',
    '/v2/auth/r/wallets/',
    '/v2/auth/r/wallets?x',
    '/v2/auth/r/wallets1',
  ]) {
    t.equal(await code({ path }), '10020 path: invalid', path);
  }
  t.equal(await code({ body: '1' }), '10020 body: invalid');
  t.equal(await code({ extra: ['content-encoding: gzip'] }), '10020 content-encoding: invalid');
  const v1 = await use(token, { path: '/v1/balances' });
  t.equal(v1.status, 401, 'REST v1 knows no tokens');
});

t.test('a token that was written or changed in the database is refused and raises an alarm', async (t) => {
  const key = await insertKey({ permissions: ['wallets:read', 'wallets:write'] });
  const tamperings: Record<string, string> = {
    permissions: `permissions = array['wallets:read', 'wallets:write']`,
    version: 'key_version = key_version + 1',
    expiry: `expires_at = expires_at + interval '1 hour'`,
    signature: `signature = decode(repeat('00', 64), 'hex')`,
  };
  let raised = 0;
  for (const [name, change] of Object.entries(tamperings)) {
    const token = await issueToken(port, key, { caps: ['w'] });
    await database.query(`update scoped_tokens set ${change} where key_id = $1`, [key.keyId]);
    t.same(errorOf(await use(token)), TOKEN_INVALID, name);
    const alarms = lines.filter(({ alarm, keyId }) => alarm === 'token-not-genuine' && keyId === key.keyId);
    t.equal(alarms.length, ++raised, name);
    await database.query('delete from scoped_tokens');
  }
  const [thief, victim] = [await insertKey(), await insertKey({ permissions: ['wallets:read'] })];
  const token = await issueToken(port, thief);
  await database.query('update scoped_tokens set key_id = $2 where key_id = $1', [thief.keyId, victim.keyId]);
  t.same(errorOf(await use(token)), TOKEN_INVALID, 'moved to another key');
});

t.test('a gateway of another environment does not take the token', async (t) => {
  const key = await insertKey();
  const token = await issueToken(port, key);
  const elsewhere = await another({ environment: 'another' });
  t.same(errorOf(await use(token, {}, elsewhere.port)), TOKEN_INVALID);
});

t.test('the owner is told why tokens of a key were refused', async (t) => {
  const [key, other] = [await insertKey({ ipAllowlist: ['127.0.0.0/8'] }), await insertKey()];
  const behind = await another({ trustedProxies: ['127.0.0.1'] });
  const token = await issueToken(port, key);
  await use(token, { path: '/v2/auth/w/withdraw' });
  await use(token, { extra: ['X-Forwarded-For: 192.0.2.1'] }, behind.port);
  await changeTestKey(database, keyrings, key.keyId, {});
  await use(token);
  await use(await endedToken(other));
  const noted = (of: TestKey) =>
    database.query<{ reason: string; nonce: string; ip: string }>(
      'select reason, nonce, ip from key_refusals where key_id = $1 order by reason',
      [of.keyId],
    );
  await eventually('all to be written down', async () => (await noted(key)).length === 3);
  t.match(await noted(key), [
    { reason: 'permission-missing', nonce: '0' },
    { reason: 'token-address-not-allowed', ip: '192.0.2.1' },
    { reason: 'token-outdated' },
  ]);
  await eventually('the end to be written down', async () => (await noted(other)).length > 0);
  t.match(await noted(other), [{ reason: 'token-expired' }]);
});
