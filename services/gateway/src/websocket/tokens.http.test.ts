import { changeTestKey, revokeTestKey } from '@countersign/testing';
import t from 'tap';
import { LIMITS } from '../limits.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { exchange, signedRequest, testGateway } from '../testing/test-gateway.ts';
import { issueToken } from '../testing/token-calls.ts';

const upstream = await socketUpstream(t);
const unswept = { sockets: { ...LIMITS.sockets, sweepMs: 3_600_000 } };
const { port, insertKey, database, keyrings, lastNonce } = await testGateway(
  t,
  {},
  { upstream, limits: unswept },
);
const INVALID = { event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg: 'token: invalid' };
const PERMISSIONS = ['orders:read', 'orders:write', 'wallets:read'];

async function opened(token: string, at = port) {
  const client = await SocketClient.open(t, at);
  client.send({ event: 'auth', token });
  const { status } = await client.event('auth');
  if (status !== 'OK') throw new Error('not authenticated');
  return client;
}

t.test('a token opens a socket that may do what the token may, and uses up no nonce', async (t) => {
  const key = await insertKey({ permissions: PERMISSIONS });
  const token = await issueToken(port, key, { caps: ['w'], writePermission: true });
  const nonce = await lastNonce(key.keyId);
  const client = await SocketClient.open(t, port);
  client.send({ event: 'auth', token, apiKey: 'ck_other', subId: 'mine' });
  const answer = await client.event('auth');
  t.match(answer, { status: 'OK', subId: 'mine' });
  t.match(answer.caps, { wallets: { read: 1, write: 0 }, orders: { read: 0, write: 0 } });
  client.send([0, 'on', null, { cid: 1 }]);
  t.match(await client.notification('on-req'), { 5: 10001 });
  const [socket] = upstream.socketsOf(key.keyId);
  t.equal(socket?.headers['countersign-permissions'], 'wallets:read');
  socket?.socket.send('[0,"on",[1]]');
  socket?.socket.send('[0,"wu",[1]]');
  t.same(await client.next('an event', (message) => Array.isArray(message)), [0, 'wu', [1]]);
  t.equal(await lastNonce(key.keyId), nonce);
  t.notMatch(JSON.stringify([socket?.headers, socket?.received]), token);
});

t.test('GW-40 every token that is good for nothing gets the same answer', async (t) => {
  const key = await insertKey();
  const outdated = await issueToken(port, key);
  await changeTestKey(database, keyrings, key.keyId, { permissions: [] });
  for (const token of ['', 'pub:api:made-up', `${outdated}x`, outdated]) {
    const client = await SocketClient.open(t, port);
    client.send({ event: 'auth', token });
    await client.event('auth');
    t.equal(client.texts.at(-1), JSON.stringify(INVALID));
  }
});

t.test('GW-94 the next message after a token ended is not taken', async (t) => {
  const ends: Record<
    string,
    (key: Awaited<ReturnType<typeof insertKey>>, token: string) => Promise<unknown>
  > = {
    deleted: (key, token) =>
      exchange(port, signedRequest(key, { path: '/v2/auth/w/token/del', body: JSON.stringify({ token }) })),
    revoked: (key) => revokeTestKey(database, keyrings, key.keyId),
    edited: (key) =>
      changeTestKey(database, keyrings, key.keyId, { permissions: [...PERMISSIONS, 'account:read'] }),
    'prolonged in its row': (key) =>
      database.query(
        `update scoped_tokens set expires_at = expires_at + interval '1 day' where key_id = $1`,
        [key.keyId],
      ),
    'taken over to the next version in its row': async (key) => {
      await changeTestKey(database, keyrings, key.keyId, { permissions: [] });
      await database.query('update scoped_tokens set key_version = 2 where key_id = $1', [key.keyId]);
    },
  };
  for (const [what, end] of Object.entries(ends)) {
    const key = await insertKey({ permissions: PERMISSIONS });
    const token = await issueToken(port, key, { caps: ['o'], writePermission: true });
    const client = await opened(token);
    client.send([0, 'on', null, { cid: 1 }]);
    client.send({ event: 'ping' });
    await client.event('pong');
    await end(key, token);
    client.send([0, 'on', null, { cid: 2 }]);
    t.equal(await client.closed(), 1008, what);
    t.match(client.received.at(-1), INVALID);
    t.same(upstream.inputsOf(key.keyId), ['[0,"on",null,{"cid":1}]']);
  }
});

t.test('a token that runs out ends the socket of a client that says nothing', async (t) => {
  const swept = await testGateway(t, {}, { upstream });
  const key = await swept.insertKey();
  const client = await opened(await issueToken(swept.port, key, { ttl: 1 }), swept.port);
  t.equal(await client.closed(), 1008);
});
