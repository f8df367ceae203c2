import { createHash, createHmac } from 'node:crypto';
import { changeTestKey, eventually, revokeTestKey, type TestKey } from '@countersign/testing';
import t from 'tap';
import { type RawAnswer, RawConnection } from '../testing/raw-client.ts';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  nextNonce,
  type SignedParts,
  signedRequest,
  testGateway,
  UPSTREAM_TOKEN,
} from '../testing/test-gateway.ts';

const { port, upstream, insertKey, database, keyrings, lastNonce, another } = await testGateway(t);
const key = await insertKey();

const send = (parts: SignedParts, by: TestKey = key) => exchange(port, signedRequest(by, parts));
const PATH = '/v2/auth/r/wallets';

/** A request whose signature is whatever `sign` makes of the signed text. */
function sendSigned(sign: (text: string) => string, by: TestKey = key): Promise<RawAnswer> {
  const nonce = String(nextNonce());
  return send({ nonce, replace: { 'bfx-signature': sign(`/api${PATH}${nonce}{}`) } }, by);
}
const hmac = (algorithm: string, secret: string | Buffer) => (text: string) =>
  createHmac(algorithm, secret).update(text).digest('hex');
const right = hmac('sha384', key.secret);

t.test('GW-30 a header that must come once and comes twice is refused, in any case', async (t) => {
  const nonce = String(nextNonce());
  for (const line of [`bfx-nonce: ${nonce}`, `BFX-Nonce: ${nonce}`, `Bfx-ApiKey: ${key.keyId}`]) {
    t.same(errorOf(await send({ nonce, extra: [line] })), [500, 10020, 'headers: invalid'], line);
  }
  t.equal(await lastNonce(key.keyId), 0);
});

t.test('GW-32 header names count in any case', async (t) => {
  const nonce = String(nextNonce());
  const replace = { 'bfx-nonce': null, 'bfx-apikey': null };
  const extra = [`BfX-NoNcE: ${nonce}`, `bfx-apiKey: ${key.keyId}`];
  t.equal((await send({ nonce, replace, extra })).status, 200);
});

t.test('GW-33 other characters than visible ASCII in a header that authenticates are refused', async (t) => {
  for (const value of [`${key.keyId.slice(0, 20)}\u00e9`, `a\tb`, 'a b', `ck_\u00a0`]) {
    t.same(errorOf(await send({ replace: { 'bfx-apikey': value } })), [500, 10020, 'headers: invalid']);
    t.same(errorOf(await send({ replace: { 'bfx-signature': value } })), [500, 10020, 'headers: invalid']);
    t.same(errorOf(await send({ replace: { 'bfx-nonce': value } })), [500, 10020, 'bfx-nonce: invalid']);
  }
});

t.test('GW-34 GW-35 GW-37 a signature that is not 96 digits of lower-case hex fails', async (t) => {
  const variants: Record<string, (text: string) => string> = {
    'upper case': (text) => right(text).toUpperCase(),
    'mixed case': (text) => right(text).replace(/[a-f]/, (letter) => letter.toUpperCase()),
    '95 digits': (text) => right(text).slice(1),
    '97 digits': (text) => `${right(text)}0`,
    none: () => '',
    '64 digits': (text) => right(text).slice(0, 64),
    '48 digits': (text) => right(text).slice(0, 48),
    base64: (text) => Buffer.from(right(text), 'hex').toString('base64'),
  };
  for (const [name, sign] of Object.entries(variants)) {
    t.same(errorOf(await sendSigned(sign)), AUTHENTICATION_FAILED, name);
  }
  t.equal((await sendSigned(right)).status, 200, 'and the right one does not');
});

t.test('GW-38 GW-39 any other way of making the signature fails', async (t) => {
  const verifier = createHash('sha384').update(key.secret).digest();
  const variants: Record<string, (text: string) => string> = {
    'HMAC-SHA256': hmac('sha256', key.secret),
    'HMAC-SHA512': hmac('sha512', key.secret),
    'SHA-384 without HMAC': (text) => createHash('sha384').update(key.secret).update(text).digest('hex'),
    'the verifier as hex': hmac('sha384', verifier.toString('hex')),
    'the verifier as base64': hmac('sha384', verifier.toString('base64')),
    'an empty secret': hmac('sha384', ''),
    '48 zero bytes': hmac('sha384', Buffer.alloc(48)),
    'the key ID': hmac('sha384', key.keyId),
  };
  for (const [name, sign] of Object.entries(variants)) {
    t.same(errorOf(await sendSigned(sign)), AUTHENTICATION_FAILED, name);
  }
});

t.test('GW-40 every cause of a failed authentication gets the same bytes', async (t) => {
  const revoked = await insertKey();
  await revokeTestKey(database, keyrings, revoked.keyId);
  const unknown = await insertKey();
  await database.query('delete from key_records where key_id = $1', [unknown.keyId]);
  await database.query('delete from key_states where key_id = $1', [unknown.keyId]);
  const expired = await insertKey({ expiresAt: '2020-01-01T00:00:00.000Z' });
  const elsewhere = await insertKey({ environment: 'another' });
  const away = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  const answers: Record<string, RawAnswer> = {
    'wrong secret': await send({}, { ...key, secret: unknown.secret }),
    'unknown key': await send({}, unknown),
    'unknown key again': await send({}, unknown),
    'no key ID at all': await send({}, { ...key, keyId: 'dummy' }),
    revoked: await send({}, revoked),
    expired: await send({}, expired),
    'another environment': await send({}, elsewhere),
    'another address': await send({}, away),
    unsigned: await send({ replace: { 'bfx-signature': null } }),
  };
  const seen = Object.entries(answers).map(([name, answer]) => ({ name, ...answer }));
  for (const { name, status, headerNames, body } of seen) {
    t.same(
      { status, headerNames, body },
      {
        status: 500,
        headerNames: seen[0]?.headerNames,
        body: '["error",10100,"apikey: invalid"]',
      },
      name,
    );
  }
  for (const { keyId } of [revoked, expired, elsewhere, away]) t.equal(await lastNonce(keyId), 0);
});

t.test('GW-41 no key ID does harm', async (t) => {
  for (const keyId of ['', '../../x', "' or 1=1 --", '__proto__', 'constructor', 'ck_', 'a'.repeat(10_000)]) {
    const [status, code] = errorOf(await send({}, { ...key, keyId }));
    t.equal(status, 500, keyId.slice(0, 20));
    t.ok([10100, 10020].includes(code));
  }
  const nul = signedRequest({ ...key, keyId: 'a\0b' });
  t.equal((await exchange(port, nul)).status, 400);
});

t.test('GW-43 GW-45 GW-46 GW-47 GW-48 GW-54 only chosen headers reach the upstream, ours once', async (t) => {
  const lines = [
    'x-account-id: 7',
    'x-scopes: all',
    'x-key-id: 1',
    'x-user: evil',
    'countersign-user: evil',
    'Countersign-Key-Id: evil',
    'COUNTERSIGN-PERMISSIONS: withdraw:write',
    'countersign-upstream-token: evil',
    'countersign-anything: evil',
    'Countersign-Assertion: evil',
    'Connection: close, countersign-user, countersign-key-id, content-length, content-type, host',
    'Keep-Alive: timeout=5',
    'Proxy-Authorization: evil',
    'Proxy-Connection: keep-alive',
    'TE: trailers',
    'Trailer: x-a',
    'Cookie: evil=1',
    'Authorization: Bearer evil',
    'Forwarded: for=203.0.113.9;by=evil',
    'X-Forwarded-Host: evil',
    'X-Real-IP: 203.0.113.9',
    'x-http-method-override: DELETE',
    'User-Agent: bot/1',
    'Accept: application/json',
  ];
  const answer = await send({ extra: lines });
  t.equal(answer.status, 200);
  const call = upstream.calls.at(-1);
  const names = (call?.rawHeaders ?? [])
    .filter((_, index) => index % 2 === 0)
    .map((name) => name.toLowerCase());
  t.same(names.toSorted(), [
    'accept',
    'connection',
    'content-length',
    'content-type',
    'countersign-assertion',
    'countersign-key-id',
    'countersign-permissions',
    'countersign-upstream-token',
    'countersign-user',
    'host',
    'user-agent',
    'x-forwarded-for',
    'x-request-id',
  ]);
  t.match(call?.headers, {
    'countersign-user': key.ownerId,
    'countersign-key-id': key.keyId,
    'countersign-permissions': 'wallets:read',
    'countersign-upstream-token': UPSTREAM_TOKEN,
    'x-forwarded-for': '127.0.0.1',
    'content-type': 'application/json',
    'user-agent': 'bot/1',
  });
  t.notMatch(call?.rawHeaders.join(' '), /evil/);
});

t.test('GW-50 X-Forwarded-For of a peer that is no trusted proxy is not believed', async (t) => {
  const away = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  const answer = await send({ extra: ['X-Forwarded-For: 192.0.2.1'] }, away);
  t.same(errorOf(answer), AUTHENTICATION_FAILED);
  t.equal(await lastNonce(away.keyId), 0);
});

t.test('GW-51 behind a trusted proxy the right-most address that is not one counts', async (t) => {
  const behind = await another({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
  const away = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  const from = async (...values: string[]) => {
    const extra = values.map((value) => `X-Forwarded-For: ${value}`);
    return (await exchange(behind.port, signedRequest(away, { extra }))).status;
  };
  t.equal(await from('192.0.2.1'), 200);
  t.equal(await from('198.51.100.7, 192.0.2.1'), 200, 'what stands left of it is not looked at');
  t.equal(await from('192.0.2.1, 10.1.2.3'), 200, 'trusted hops are passed over');
  t.equal(await from('198.51.100.7', '192.0.2.1'), 200, 'lines are one list');
  t.equal(await from('192.0.2.1, 198.51.100.7'), 500, 'a spoofed left entry');
  t.equal(await from('192.0.2.1, nonsense'), 500);
  t.equal(await from(`192.0.2.1${', 10.1.2.3'.repeat(40)}`), 500);
  t.equal(upstream.calls.at(-1)?.headers['x-forwarded-for'], '192.0.2.1');
});

t.test('GW-60 an address that is taken off the list is refused on the open connection', async (t) => {
  const here = await insertKey({ ipAllowlist: ['127.0.0.0/8'] });
  const connection = await RawConnection.open(port);
  connection.write(signedRequest(here));
  t.equal((await connection.answer()).status, 200);
  await changeTestKey(database, keyrings, here.keyId, { ipAllowlist: ['192.0.2.1'] });
  connection.write(signedRequest(here));
  t.same(errorOf(await connection.answer()), AUTHENTICATION_FAILED);
  connection.destroy();
});

t.test('GW-76 the upstream is told of the key that signed, whatever the body names', async (t) => {
  t.equal((await send({ body: '{"account":"another","userId":1}' })).status, 200);
  t.equal(upstream.calls.at(-1)?.headers['countersign-user'], key.ownerId);
});

t.test('an address that was put on the list is let in within a second', async (t) => {
  const away = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  t.same(errorOf(await send({}, away)), AUTHENTICATION_FAILED);
  await changeTestKey(database, keyrings, away.keyId, { ipAllowlist: null });
  await eventually('the key to be let in', async () => (await send({}, away)).status === 200, {
    deadlineMs: 1_500,
  });
});

t.test('a renewed secret is good at once and the earlier one is dead', async (t) => {
  const renewed = await insertKey();
  t.equal((await send({}, renewed)).status, 200);
  const { secret } = await changeTestKey(database, keyrings, renewed.keyId, { renewsSecret: true });
  t.same(errorOf(await send({}, renewed)), AUTHENTICATION_FAILED, 'the old one');
  t.equal((await send({}, { ...renewed, secret: secret ?? '' })).status, 200, 'the new one');
});
