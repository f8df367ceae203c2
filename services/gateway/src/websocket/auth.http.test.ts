import { changeTestKey, eventually, revokeTestKey } from '@countersign/testing';
import t from 'tap';
import { authEvent, SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import {
  errorOf,
  exchange,
  NONCE_SMALL,
  nextNonce,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const upstream = await socketUpstream(t);
const { port, insertKey, database, keyrings, lastNonce, another } = await testGateway(t, {}, { upstream });

const FAILED = { event: 'auth', status: 'FAILED', chanId: 0 };
const STRANGER = { ...FAILED, code: 10100, msg: 'apikey: invalid' };
const SMALL = { ...FAILED, code: 10114, msg: 'nonce: small' };

t.test('a client is told what its key may do, whatever the upstream says of it', async (t) => {
  const key = await insertKey({ permissions: ['orders:read', 'orders:write', 'wallets:read'] });
  const client = await SocketClient.open(t, port);
  t.match(
    client.received[0],
    { event: 'info', version: 2, platform: { status: 1 } },
    'the server speaks first',
  );
  const answer = await client.authenticate(key, { subId: 'mine' });
  t.match(answer, { status: 'OK', chanId: 0, userId: 7, auth_id: 'an-auth-id', subId: 'mine' });
  const caps = answer.caps as Record<string, { read: number; write: number }>;
  t.same(caps.orders, { read: 1, write: 1 });
  t.same(caps.wallets, { read: 1, write: 0 });
  t.same(caps.withdraw, { read: 0, write: 0 });
  t.equal(Object.keys(caps).length, 10);
});

t.test('every answer to an event repeats the client’s name for it, whatever the answer is', async (t) => {
  const key = await insertKey();
  const client = await SocketClient.open(t, port);
  t.same(await client.authenticate({ ...key, secret: 'wrong' }, { subId: 'first' }), {
    ...STRANGER,
    subId: 'first',
  });
  t.match(await client.authenticate(key, { subId: 2 }), { status: 'OK', subId: 2 });
  t.match(await client.authenticate(key, { subId: 'third' }), { msg: 'auth: dup', subId: 'third' });
  client.send({ event: 'subscribe', channel: 'nothing', subId: 'fourth' });
  t.match(await client.event('error'), { msg: 'event: invalid', subId: 'fourth' });
  t.notOk('subId' in (await client.authenticate(key)), 'and makes none up');
});

t.test('the upstream is told who it is by the headers, and nothing of the credentials', async (t) => {
  const key = await insertKey({ permissions: ['orders:write'] });
  const client = await SocketClient.open(t, port, { 'countersign-user': 'somebody', cookie: 'a=b' });
  const more = { apiSecret: key.secret, dms: 4, filter: ['trading-tBTCUSD', 'wallet'], calc: 1, subId: 5 };
  t.equal((await client.authenticate(key, { ...more, other: 'field' })).status, 'OK');
  const [socket] = upstream.socketsOf(key.keyId);
  t.match(socket?.headers, {
    'countersign-user': key.ownerId,
    'countersign-key-id': key.keyId,
    'countersign-permissions': 'orders:write',
    'countersign-assertion': /^ey/,
    'countersign-upstream-token': 'upstream-token-for-tests',
    'x-forwarded-for': '127.0.0.1',
  });
  t.notOk(socket?.headers.cookie);
  t.equal(socket?.url, '/ws/2');
  t.same(JSON.parse(socket?.received[0] ?? ''), {
    event: 'auth',
    dms: 4,
    filter: ['trading-tBTCUSD', 'wallet'],
    calc: 1,
    subId: 5,
  });
  t.notMatch(JSON.stringify([socket?.received, socket?.headers]), key.secret);
});

t.test(
  'both forms of the payload are taken, as text and as bytes, and the nonce beside it is not',
  async (t) => {
    const key = await insertKey();
    const nonces = [nextNonce(), nextNonce(), nextNonce(), nextNonce()] as const;
    const events = [
      authEvent(key, { nonce: nonces[0] }),
      authEvent(key, { nonce: nonces[1], payload: `AUTH${nonces[1]}${nonces[1]}` }),
      { ...authEvent(key, { nonce: nonces[2] }), authNonce: String(nonces[2] + 1) },
    ];
    for (const [index, event] of events.entries()) {
      const client = await SocketClient.open(t, port);
      client.send(event);
      t.match(await client.event('auth'), { status: 'OK' });
      t.equal(await lastNonce(key.keyId), nonces[index], 'the signed nonce is the one of record');
    }
    const binary = await SocketClient.open(t, port);
    binary.socket.send(Buffer.from(JSON.stringify(authEvent(key, { nonce: nonces[3] }))));
    t.match(await binary.event('auth'), { status: 'OK' });
  },
);

t.test('GW-77 a captured auth event is worth nothing with a greater nonce written beside it', async (t) => {
  const key = await insertKey();
  const event = authEvent(key);
  const first = await SocketClient.open(t, port);
  first.send(event);
  t.match(await first.event('auth'), { status: 'OK' });
  const second = await SocketClient.open(t, port);
  for (const authNonce of [event.authNonce, nextNonce(), 2 ** 53 - 1]) {
    second.send({ ...event, authNonce });
    t.match(await second.event('auth'), SMALL);
  }
  t.equal(upstream.socketsOf(key.keyId).length, 1);
});

t.test('GW-77 REST and WebSocket use up the same nonces', async (t) => {
  const key = await insertKey();
  const nonce = nextNonce();
  const client = await SocketClient.open(t, port);
  client.send(authEvent(key, { nonce }));
  t.match(await client.event('auth'), { status: 'OK' });
  t.same(errorOf(await exchange(port, signedRequest(key, { nonce }))), NONCE_SMALL);
  const later = nextNonce();
  t.equal((await exchange(port, signedRequest(key, { nonce: later }))).status, 200);
  const other = await SocketClient.open(t, port);
  other.send(authEvent(key, { nonce: later }));
  t.match(await other.event('auth'), SMALL);
});

t.test('GW-83 GW-84 of 200 concurrent copies of an auth event exactly one is taken', async (t) => {
  const ports = [port, (await another()).port] as const;
  const key = await insertKey();
  const event = authEvent(key);
  const clients = await Promise.all(
    Array.from({ length: 200 }, (_, index) => SocketClient.open(t, ports[index % 2] ?? port)),
  );
  for (const client of clients) client.send(event);
  const results = await Promise.all(clients.map((client) => client.event('auth')));
  t.equal(results.filter(({ status }) => status === 'OK').length, 1);
  t.equal(results.filter(({ code }) => code === 10114).length, 199);
  t.equal(upstream.socketsOf(key.keyId).length, 1);
  for (const client of clients) client.socket.terminate();
});

t.test('GW-40 every stranger gets the same answer, byte for byte', async (t) => {
  const good = await insertKey();
  const revoked = await insertKey();
  await revokeTestKey(database, keyrings, revoked.keyId);
  const expired = await insertKey({ expiresAt: new Date(Date.now() - 1_000).toISOString() });
  const elsewhere = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  const other = await insertKey({ environment: 'another' });
  const renewed = await insertKey();
  await changeTestKey(database, keyrings, renewed.keyId, { renewsSecret: true });
  const unknown = { ...good, keyId: `${good.keyId.slice(0, -1)}${good.keyId.endsWith('x') ? 'y' : 'x'}` };
  const event = authEvent(good);
  const attempts = [
    ...[unknown, { ...good, secret: 'wrong' }, revoked, expired, elsewhere, other, renewed].map((key) =>
      authEvent(key),
    ),
    { ...event, authSig: String(event.authSig).toUpperCase() },
    { ...event, authSig: '' },
    { ...event, authSig: 5 },
    { ...event, apiKey: '__proto__' },
    { ...event, apiKey: ['a'] },
    { event: 'auth' },
  ];
  for (const attempt of attempts) {
    const client = await SocketClient.open(t, port);
    client.send(attempt);
    await client.event('auth');
    t.equal(client.texts.at(-1), JSON.stringify(STRANGER));
    client.send({ event: 'ping' });
    await client.event('pong');
  }
  t.equal(await lastNonce(elsewhere.keyId), 0, 'a thief elsewhere uses up no nonce');
  t.equal(await lastNonce(good.keyId), 0);
});

t.test('GW-79 GW-80 a payload that is not AUTH and a nonce, once or twice, is refused', async (t) => {
  const key = await insertKey();
  for (const payload of [
    ...['', 'AUTH', 'AUTH0', 'AUTH01', 'AUTH-1', 'AUTH1.0', 'AUTH1e3', 'AUTH 1', 'auth1', 'AUTH0x65'],
    ...[
      'AUTH9007199254740992',
      'AUTH17000000000000001700000000000001',
      'xAUTH1',
      '/api/v2/auth/r/wallets1{}',
    ],
  ]) {
    const client = await SocketClient.open(t, port);
    client.send(authEvent(key, { payload }));
    t.same(await client.event('auth'), { ...FAILED, code: 10020, msg: 'payload: invalid' }, payload);
  }
  t.equal(await lastNonce(key.keyId), 0);
});

t.test('the cancelling of orders at the end takes the permission to cancel orders', async (t) => {
  const reader = await insertKey({ permissions: ['orders:read'] });
  const client = await SocketClient.open(t, port);
  const refused = await client.authenticate(reader, { dms: 4 });
  t.same(refused, { ...FAILED, code: 10001, msg: 'api_key: permission invalid' });
  t.equal(upstream.socketsOf(reader.keyId).length, 0);
  t.match(await client.authenticate(reader, { dms: 0, calc: 0, filter: null }), { status: 'OK' });
  t.same(JSON.parse(upstream.socketsOf(reader.keyId)[0]?.received[0] ?? ''), { event: 'auth', calc: 0 });
});

t.test('a filter of an unknown form is refused', async (t) => {
  const key = await insertKey();
  const client = await SocketClient.open(t, port);
  for (const filter of [['everything'], 'trading', [5], ['wallet-"'], Array(51).fill('wallet')]) {
    t.match(await client.authenticate(key, { filter }), { status: 'FAILED', code: 10020 });
    if (client.closeCode !== null) break;
  }
});

t.test('a socket has one owner for its life', async (t) => {
  const key = await insertKey();
  const another = await insertKey();
  const client = await SocketClient.open(t, port);
  client.send(authEvent(key));
  client.send(authEvent(another));
  t.match(await client.event('auth'), { status: 'OK' });
  t.match(await client.event('auth'), { ...FAILED, code: 10100, msg: 'auth: dup' });
  t.equal(upstream.socketsOf(another.keyId).length, 0);
  t.equal(await lastNonce(another.keyId), 0);
});

t.test('a socket has five tries', async (t) => {
  const key = await insertKey();
  const client = await SocketClient.open(t, port);
  for (let attempt = 0; attempt < 5; attempt++) {
    t.same(await client.authenticate({ ...key, secret: 'wrong' }), STRANGER);
  }
  t.equal(await client.closed(), 1008);
});

t.test('an upstream that does not answer, or says no, is no way in', async (t) => {
  const key = await insertKey();
  for (const answer of [
    JSON.stringify({ event: 'auth', status: 'FAILED', userId: 1, auth_id: 'a' }),
    JSON.stringify({ event: 'auth', status: 'OK', userId: 'x', auth_id: 'a' }),
  ]) {
    const refusing = await socketUpstream(t, (_text, { socket }) => socket.send(answer));
    const gateway = await another({ upstreamOrigin: refusing.origin });
    const client = await SocketClient.open(t, gateway.port);
    t.same(await client.authenticate(key), { ...FAILED, code: 20060, msg: 'maintenance' });
    await eventually('the upstream socket to be closed', () => refusing.sockets[0]?.isClosed);
  }
  const gone = await another({ upstreamOrigin: 'http://127.0.0.1:9' });
  const client = await SocketClient.open(t, gone.port);
  t.same(await client.authenticate(key), { ...FAILED, code: 20060, msg: 'maintenance' });
});
