import { changeTestKey, eventually, revokeTestKey, startTcpProxy } from '@countersign/testing';
import t from 'tap';
import { LIMITS } from '../limits.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { exchange, testGateway } from '../testing/test-gateway.ts';

const upstream = await socketUpstream(t);
/** Nothing but the read of each message notices what became of a key: no sweep, as there is no notification. */
const messages = { perSecond: 1_000_000, burst: 1_000_000 };
const unswept = { sockets: { ...LIMITS.sockets, sweepMs: 3_600_000, messages } };
const { port, insertKey, database, keyrings, another } = await testGateway(
  t,
  {},
  { upstream, limits: unswept },
);
const PERMISSIONS = ['orders:write', 'wallets:read'];
const KEY_ENDED = { event: 'auth', status: 'FAILED', chanId: 0, code: 10100, msg: 'apikey: invalid' };

async function authenticated(key: Awaited<ReturnType<typeof insertKey>>, at = port) {
  const client = await SocketClient.open(t, at);
  const { status } = await client.authenticate(key);
  if (status !== 'OK') throw new Error('not authenticated');
  return client;
}

t.test('GW-94 GW-95 no message is taken once a revocation has committed, on any gateway', async (t) => {
  const key = await insertKey({ permissions: PERMISSIONS });
  const ports = [port, (await another()).port];
  const clients: SocketClient[] = [];
  for (const at of [...ports, ...ports, ...ports]) clients.push(await authenticated(key, at));
  let n = 0;
  let isOver = false;
  const talk = async (client: SocketClient) => {
    while (!isOver && client.closeCode === null) {
      client.send([0, 'on', null, { cid: ++n }]);
      client.send({ event: 'ping', cid: n });
      await client.event('pong');
    }
  };
  const talking = clients.map((client) => talk(client).catch(() => {}));
  await eventually('the talk to run', () => upstream.inputsOf(key.keyId).length > 50);
  await revokeTestKey(database, keyrings, key.keyId);
  const sentBefore = n;
  // All may be hung up on by the time that the commit is known here: then there is nobody left to send.
  const isAnyOpen = clients.some(({ socket }) => socket.readyState === 1);
  await eventually('more to be sent', () => {
    for (const client of clients)
      if (client.socket.readyState === 1) client.send([0, 'on', null, { cid: ++n }]);
    return clients.every(({ closeCode }) => closeCode !== null);
  });
  isOver = true;
  await Promise.all(talking);
  t.ok(n > sentBefore || !isAnyOpen, 'messages were sent after the commit');
  for (const client of clients) {
    t.equal(client.closeCode, 1008);
    t.match(client.received.at(-1), KEY_ENDED);
  }
  await eventually('the upstream sockets to close', () =>
    upstream.socketsOf(key.keyId).every(({ isClosed }) => isClosed),
  );
  const numbers = upstream.inputsOf(key.keyId).map((text) => JSON.parse(text)[3].cid as number);
  t.ok(Math.max(...numbers) <= sentBefore, 'none of them arrived');
});

t.test('a message is not judged by a read that had begun before it came', async (t) => {
  const own = await testGateway(t, {}, { upstream, limits: { ...unswept, storeMs: 30_000 } });
  const url = new URL(own.database.url('countersign_gateway'));
  const proxy = await startTcpProxy(Number(url.port));
  t.teardown(() => proxy.close());
  url.port = String(proxy.port);
  const gateway = await own.another({ databaseUrl: url.href });
  /** When the database last read states for a socket. */
  const lastRead = async () => {
    const [row] = await own.database.query<{ at: string }>(
      `select max(query_start)::text as at from pg_stat_activity
       where application_name = 'countersign-gateway-sockets' and state = 'idle' and datname = current_database()`,
    );
    return row?.at;
  };
  const key = await own.insertKey({ permissions: PERMISSIONS });
  const early = await authenticated(key, gateway.port);
  const late = await authenticated(key, gateway.port);
  const arrived = (cid: number) => upstream.inputsOf(key.keyId).includes(`[0,"on",null,{"cid":${cid}}]`);
  early.send([0, 'on', null, { cid: 1 }]);
  await eventually('it to arrive', () => arrived(1));

  const before = await lastRead();
  proxy.holdAnswers();
  early.send([0, 'on', null, { cid: 2 }]);
  await eventually('the state to be read', async () => (await lastRead()) !== before);
  await revokeTestKey(own.database, own.keyrings, key.keyId);
  late.send([0, 'on', null, { cid: 3 }]);
  // Its answer comes through the same gateway after the message did.
  await exchange(gateway.port, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n');
  proxy.thaw();
  t.equal(await late.closed(), 1008);
  await eventually('the one that came before to arrive', () => arrived(2));
  t.notOk(arrived(3));
});

t.test('GW-60 GW-75 any edit of a key ends its sockets before the next message', async (t) => {
  for (const change of [
    { permissions: ['wallets:read'] },
    { permissions: [...PERMISSIONS, 'orders:read'] },
    { ipAllowlist: ['192.0.2.1'] },
    { expiresAt: new Date(Date.now() + 3_600_000).toISOString() },
    { renewsSecret: true },
  ]) {
    const key = await insertKey({ permissions: PERMISSIONS });
    const client = await authenticated(key);
    await changeTestKey(database, keyrings, key.keyId, change);
    client.send([0, 'on', null, { cid: 1 }]);
    t.equal(await client.closed(), 1012, JSON.stringify(change));
    t.match(
      client.received.at(-1),
      { event: 'info', code: 20051 },
      'the client is to come back on the new terms',
    );
    await eventually('the upstream socket to close', () => upstream.socketsOf(key.keyId)[0]?.isClosed);
    t.same(upstream.inputsOf(key.keyId), []);
  }
});

t.test('every kind of message is judged, also one that needs no permission', async (t) => {
  for (const message of [
    { event: 'ping' },
    { event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' },
    { event: 'unsubscribe', chanId: 5 },
    { event: 'conf', flags: 0 },
    { event: 'auth' },
    'nonsense',
  ]) {
    const key = await insertKey({ permissions: PERMISSIONS });
    const client = await authenticated(key);
    await revokeTestKey(database, keyrings, key.keyId);
    client.send(message);
    t.equal(await client.closed(), 1008, JSON.stringify(message));
    t.match(client.received.at(-1), KEY_ENDED);
  }
});

t.test('a key that runs out ends its socket by the clock of the database', async (t) => {
  const expiresAt = new Date(Date.now() + 1_500).toISOString();
  const key = await insertKey({ permissions: PERMISSIONS, expiresAt });
  const client = await authenticated(key);
  await eventually('the key to run out', () => {
    if (client.closeCode === null) client.send([0, 'on', null, {}]);
    return client.closeCode !== null;
  });
  t.match(client.received.at(-1), KEY_ENDED);
  t.equal(client.closeCode, 1008);
});

t.test('GW-96 a client that says nothing is cut off too, from what it hears', async (t) => {
  const swept = await testGateway(t, {}, { upstream });
  const keys = {
    revoked: await swept.insertKey(),
    edited: await swept.insertKey(),
    kept: await swept.insertKey(),
  };
  const clients = {
    revoked: await authenticated(keys.revoked, swept.port),
    edited: await authenticated(keys.edited, swept.port),
    kept: await authenticated(keys.kept, swept.port),
  };
  await revokeTestKey(swept.database, swept.keyrings, keys.revoked.keyId);
  await changeTestKey(swept.database, swept.keyrings, keys.edited.keyId, { permissions: [] });
  t.equal(await clients.revoked.closed(), 1008);
  t.equal(await clients.edited.closed(), 1012);
  clients.kept.send({ event: 'ping' });
  await clients.kept.event('pong');
});

t.test('GW-89 when the database does not answer, nothing is passed on and sockets end', async (t) => {
  const url = new URL(database.url('countersign_gateway'));
  const proxy = await startTcpProxy(Number(url.port));
  t.teardown(() => proxy.close());
  url.port = String(proxy.port);
  const gateway = await another({ databaseUrl: url.href });
  const key = await insertKey({ permissions: PERMISSIONS });
  const talking = await authenticated(key, gateway.port);
  proxy.freeze();
  talking.send([0, 'on', null, { cid: 1 }]);
  t.equal(await talking.closed(), 1013);
  t.match(talking.received.at(-1), { event: 'info', code: 20060 });
  t.same(upstream.inputsOf(key.keyId), []);
  proxy.thaw();
});

t.test('a silent client is not served for long on what nobody can confirm', async (t) => {
  const sockets = { ...LIMITS.sockets, sweepMs: 50, maxUnconfirmedMs: 200 };
  const own = await testGateway(t, {}, { upstream, limits: { sockets, storeMs: 1_000 } });
  const url = new URL(own.database.url('countersign_gateway'));
  const proxy = await startTcpProxy(Number(url.port));
  t.teardown(() => proxy.close());
  url.port = String(proxy.port);
  const gateway = await own.another({ databaseUrl: url.href });
  const silent = await authenticated(await own.insertKey(), gateway.port);
  proxy.freeze();
  t.equal(await silent.closed(), 1013);
  proxy.thaw();
});

t.test('the owner is told of refused messages, the log of neither secret nor signature', async (t) => {
  const { logger, lines } = recordedLog();
  const own = await testGateway(t, {}, { upstream, logger });
  const key = await own.insertKey({ permissions: [] });
  const client = await SocketClient.open(t, own.port);
  const canary = { apiSecret: key.secret, secret: key.secret, [key.secret]: key.secret };
  t.match(await client.authenticate({ ...key, secret: `${key.secret}x` }, canary), { status: 'FAILED' });
  t.match(await client.authenticate(key, { ...canary, filter: [key.secret] }), { status: 'FAILED' });
  t.match(await client.authenticate(key, canary), { status: 'OK' });
  client.send([0, 'on', null, { cid: key.secret }]);
  client.send({ event: 'subscribe', channel: 'ticker', symbol: key.secret });
  client.send({ event: key.secret });
  await client.notification('on-req');
  client.socket.close();
  const logged = await eventually('the socket to be logged', () => {
    const found = lines.filter(({ path }) => path === '/ws/2');
    return found.length === 3 && found;
  });
  t.match(logged, [
    { status: 101, keyId: key.keyId, rejection: 'signature-invalid' },
    { status: 101, keyId: null, rejection: 'payload-malformed' },
    { method: 'GET', status: 101, keyId: key.keyId, ip: '127.0.0.1', rejection: null },
  ]);
  const everything = JSON.stringify(lines);
  t.notMatch(everything, key.secret);
  t.notMatch(everything, /authSig|AUTH\d/);
  t.notMatch(JSON.stringify(client.received), key.secret, 'nothing of it is echoed');
  t.notMatch(JSON.stringify(upstream.socketsOf(key.keyId).map(({ received }) => received)), key.secret);
  const reasons = await eventually('the refusals to be written down', async () => {
    const rows = await own.database.query<{ reason: string; path: string }>(
      'select reason, path from key_refusals where key_id = $1 order by reason',
      [key.keyId],
    );
    return rows.length === 2 && rows;
  });
  t.match(reasons, [
    { reason: 'permission-missing', path: '/ws/2' },
    { reason: 'signature-invalid', path: '/ws/2' },
  ]);
});
