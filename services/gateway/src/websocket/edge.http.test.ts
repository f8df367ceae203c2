import { eventually } from '@countersign/testing';
import t from 'tap';
import { WebSocket } from 'ws';
import { LIMITS } from '../limits.ts';
import { RawConnection } from '../testing/raw-client.ts';
import { recordedLog } from '../testing/recorded-log.ts';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { testGateway } from '../testing/test-gateway.ts';

const upstream = await socketUpstream(t);
const { port, insertKey, another } = await testGateway(t, {}, { upstream });
const TICKER = { event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' };

const HANDSHAKE: Readonly<Record<string, string | null>> = {
  Host: 'gateway.example',
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
};

/** The bytes of a request for a socket, with other lines in place of the usual ones. */
function handshake(
  target: string,
  changes: Record<string, string | null> = {},
  line = `GET ${target} HTTP/1.1`,
) {
  const headers = Object.entries({ ...HANDSHAKE, ...changes }).filter(([, value]) => value !== null);
  return [line, ...headers.map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
}

async function statusOf(bytes: string, at = port): Promise<number> {
  const connection = await RawConnection.open(at);
  connection.write(bytes);
  const { status } = await connection.answer();
  connection.destroy();
  return status;
}

/** Resolves once a number has not changed from one look to the next, and is above `floor`. */
function stands(what: string, look: () => number, floor: number) {
  let before = -1;
  return eventually(
    what,
    () => {
      const now = look();
      const isStanding = now === before && now > floor;
      before = now;
      return isStanding;
    },
    { everyMs: 200 },
  );
}

t.test('GW-16 only a proper request for exactly this path becomes a socket', async (t) => {
  t.equal(await statusOf(handshake('/ws/2')), 101);
  t.equal(await statusOf(handshake('/ws/2', { Upgrade: 'WebSocket' })), 101);
  const others = [
    ...[
      '/ws/2?a=b',
      '/ws/2?',
      '/ws/2/',
      '/ws//2',
      '/WS/2',
      '/ws/%32',
      '/ws/1',
      '/ws',
      '/',
      '/v2/ws/2',
      '/ws/2#x',
    ],
    ...[
      '/v2/platform/status',
      '/v2/auth/r/wallets',
      '/health/live',
      'http://evil/ws/2',
      '//ws/2',
      '/ws/../ws/2',
    ],
  ];
  for (const target of others) t.not(await statusOf(handshake(target)), 101, target);
  for (const changes of [
    { Upgrade: 'h2c' },
    { Upgrade: 'websocket, h2c' },
    { Upgrade: null },
    { Connection: 'close' },
    { 'Sec-WebSocket-Version': '12' },
    { 'Sec-WebSocket-Version': null },
    { 'Sec-WebSocket-Key': null },
    { 'Sec-WebSocket-Key': 'short' },
    { Host: 'a b' },
    { 'Content-Length': '5' },
    { 'Transfer-Encoding': 'chunked' },
    { 'bfx-nonce': '1\r\nbfx-nonce: 2' },
  ]) {
    t.not(await statusOf(handshake('/ws/2', changes)), 101, JSON.stringify(changes));
  }
  for (const line of ['POST /ws/2 HTTP/1.1', 'PUT /ws/2 HTTP/1.1', 'GET /ws/2 HTTP/1.0']) {
    t.not(await statusOf(handshake('/ws/2', {}, line)), 101, line);
  }
});

t.test('GW-16 a refused upgrade is no tunnel: it is answered as HTTP, and HTTP goes on', async (t) => {
  const connection = await RawConnection.open(port);
  connection.write(handshake('/v2/platform/status'));
  t.equal((await connection.answer()).status, 200);
  connection.write('GET /health/live HTTP/1.1\r\nhost: g\r\n\r\n');
  t.equal((await connection.answer()).body, '{"status":"ok"}');
  t.equal(connection.leftOver, '');
  t.ok(upstream.calls.every(({ headers }) => !headers.upgrade && !headers['sec-websocket-key']));
  connection.destroy();
});

t.test('a socket is made of a connection only once every request before was answered', async (t) => {
  const connection = await RawConnection.open(port);
  connection.write(`GET /v2/platform/status HTTP/1.1\r\nHost: g\r\n\r\n${handshake('/ws/2')}`);
  t.equal((await connection.answer()).status, 200);
  t.equal((await connection.answer()).status, 101);
  connection.destroy();
});

t.test('neither compression nor a subprotocol is agreed on', async (t) => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/2`, { perMessageDeflate: true });
  t.teardown(() => socket.terminate());
  await new Promise((resolve) => socket.once('open', resolve));
  t.equal(socket.extensions, '');
  const asking = await RawConnection.open(port);
  asking.write(
    handshake('/ws/2', { 'Sec-WebSocket-Protocol': 'bfx', 'Sec-WebSocket-Extensions': 'permessage-deflate' }),
  );
  const { headers } = await asking.answer();
  t.notOk(headers['sec-websocket-protocol']);
  t.notOk(headers['sec-websocket-extensions']);
  asking.destroy();
});

t.test('sockets are counted by address and in all', async (t) => {
  const limits = 'standard';
  const perAddress = await another({ limits, maxSocketsPerAddress: 2 });
  const inAll = await another({ maxSockets: 2 });
  for (const gateway of [perAddress, inAll]) {
    const clients = [await SocketClient.open(t, gateway.port), await SocketClient.open(t, gateway.port)];
    t.equal(await statusOf(handshake('/ws/2'), gateway.port), 429);
    clients[0]?.socket.terminate();
    await eventually(
      'room for another',
      async () => (await statusOf(handshake('/ws/2'), gateway.port)) === 101,
    );
  }
  const proxied = await another({ limits, maxSocketsPerAddress: 1, trustedProxies: ['127.0.0.1'] });
  await SocketClient.open(t, proxied.port, { 'x-forwarded-for': '192.0.2.1' });
  await SocketClient.open(t, proxied.port, { 'x-forwarded-for': '192.0.2.2' });
  const again = { 'X-Forwarded-For': '192.0.2.9, 192.0.2.1' };
  t.equal(
    await statusOf(handshake('/ws/2', again), proxied.port),
    429,
    'counted by the address behind the proxy',
  );
});

t.test('GW-50 GW-51 an allowlist is judged by the address that a trusted proxy tells', async (t) => {
  const key = await insertKey({ ipAllowlist: ['192.0.2.1'] });
  const gateway = await another({ trustedProxies: ['127.0.0.1'] });
  const status = async (at: number, forwardedFor: string) => {
    const client = await SocketClient.open(t, at, { 'x-forwarded-for': forwardedFor });
    return (await client.authenticate(key)).status;
  };
  t.equal(await status(gateway.port, '192.0.2.1'), 'OK');
  t.equal(await status(gateway.port, '192.0.2.1, 198.51.100.7'), 'FAILED');
  t.equal(await status(port, '192.0.2.1'), 'FAILED', 'of a stranger nothing is believed');
});

t.test('a message that is too long, too often, or no text ends the socket', async (t) => {
  const long = await SocketClient.open(t, port);
  long.send('x'.repeat(LIMITS.sockets.maxMessageBytes + 1));
  t.equal(await long.closed(), 1009);
  const odd = await SocketClient.open(t, port);
  odd.socket.send(Buffer.from([0xff, 0xfe]));
  t.equal(await odd.closed(), 1007);
  for (const say of [(c: SocketClient) => c.send({ event: 'ping' }), (c: SocketClient) => c.socket.ping()]) {
    const often = await SocketClient.open(t, port);
    for (let n = 0; n < 2_000; n++) say(often);
    t.equal(await often.closed(), 1008);
    t.match(often.received.at(-1), { event: 'error', code: 11010 });
  }
});

t.test('auth events count for the limit of their address', async (t) => {
  const limited = await testGateway(
    t,
    { limits: 'standard' },
    { upstream, limits: { address: { perSecond: 0.001, burst: 3 } } },
  );
  const client = await SocketClient.open(t, limited.port);
  const key = await limited.insertKey();
  t.match(await client.authenticate({ ...key, secret: 'x' }), { code: 10100 });
  t.match(await client.authenticate({ ...key, secret: 'x' }), { code: 10100 });
  t.match(await client.authenticate(key), { status: 'FAILED', code: 11010, msg: 'ratelimit: error' });
  t.equal(await statusOf(handshake('/ws/2'), limited.port), 429);
});

t.test('inputs count for the limit of their key, together with its REST calls', async (t) => {
  const limited = await testGateway(
    t,
    { limits: 'standard' },
    { upstream, limits: { key: { perSecond: 0.001, burst: 3 } } },
  );
  const key = await limited.insertKey({ permissions: ['orders:write'] });
  const client = await SocketClient.open(t, limited.port);
  await client.authenticate(key);
  for (let n = 0; n < 5; n++) client.send([0, 'on', null, { cid: n }]);
  t.match(await client.notification('on-req'), { 4: [null, null, 3], 5: 11010, 6: 'ERROR' });
  await eventually('three to arrive', () => upstream.inputsOf(key.keyId).length === 3);
});

t.test('who does not answer a ping is cut off, who does stays', async (t) => {
  const own = await testGateway(t, {}, { upstream, limits: { sockets: { ...LIMITS.sockets, pingMs: 300 } } });
  const deaf = await RawConnection.open(own.port);
  deaf.write(handshake('/ws/2'));
  t.equal((await deaf.answer()).status, 101);
  const alive = await SocketClient.open(t, own.port);
  await deaf.closed();
  alive.send({ event: 'ping' });
  await alive.event('pong');
});

t.test('a client that does not read holds up the upstream, not the memory', async (t) => {
  const client = await SocketClient.open(t, port);
  client.send({ ...TICKER, subId: 'slow-1' });
  await client.event('subscribed');
  const { socket } = await eventually('the upstream socket', () =>
    upstream.sockets.find(({ received }) => received.some((text) => text.includes('slow-1'))),
  );
  client.socket.pause();
  const message = (n: number) => `[1,${n},"${'x'.repeat(100_000)}"]`;
  const count = 400;
  for (let n = 0; n < count; n++) socket.send(message(n));
  await stands('the upstream to be held up', () => socket.bufferedAmount, 10_000_000);
  client.socket.resume();
  for (let n = 0; n < count; n++) {
    const received = await client.next('all of it', (m) => Array.isArray(m) && m.length === 3, 30_000);
    if ((received as unknown[])[1] !== n) t.fail(`message ${n} is out of its order`);
  }
});

t.test('a client that talks on and never reads is cut off', async (t) => {
  const own = await testGateway(
    t,
    {},
    { upstream, limits: { sockets: { ...LIMITS.sockets, pingMs: 1_500 } } },
  );
  const client = await SocketClient.open(t, own.port);
  client.send({ ...TICKER, subId: 'slow-2' });
  await client.event('subscribed');
  const recorded = await eventually('the upstream socket', () =>
    upstream.sockets.find(({ received }) => received.some((text) => text.includes('slow-2'))),
  );
  client.socket.pause();
  for (let n = 0; n < 400; n++) recorded.socket.send(`[1,${n},"${'x'.repeat(100_000)}"]`);
  await stands('the upstream to be held up', () => recorded.socket.bufferedAmount, 10_000_000);
  // More than may wait for their turn: the gateway stops reading it, too.
  for (let n = 0; n < 150; n++) client.send({ event: 'ping' });
  await eventually('its upstream socket to go with it', () => recorded.isClosed);
});

t.test('an upstream that does not read holds up the client, and nothing is lost', async (t) => {
  const limits = { sockets: { ...LIMITS.sockets, messages: { perSecond: 1_000_000, burst: 1_000_000 } } };
  const own = await testGateway(t, {}, { upstream, limits });
  const key = await own.insertKey({ permissions: ['orders:write'] });
  const client = await SocketClient.open(t, own.port);
  await client.authenticate(key);
  const [upstreamSocket] = upstream.socketsOf(key.keyId);
  upstreamSocket?.socket.pause();
  const count = 600;
  for (let n = 0; n < count; n++) client.send([0, 'on', null, { cid: n, x: 'x'.repeat(50_000) }]);
  await stands('the client to be held up', () => client.socket.bufferedAmount, 1_000_000);
  upstreamSocket?.socket.resume();
  await eventually('all to arrive', () => upstream.inputsOf(key.keyId).length === count);
  t.same(
    upstream.inputsOf(key.keyId).map((text) => JSON.parse(text)[3].cid),
    Array.from({ length: count }, (_, n) => n),
  );
});

t.test('a gateway that stops tells its clients, serves them until they go, and ends', async (t) => {
  const { logger, lines } = recordedLog();
  const own = await testGateway(t, {}, { upstream, logger });
  const key = await own.insertKey({ permissions: ['orders:write'] });
  const client = await SocketClient.open(t, own.port);
  await client.authenticate(key);
  const stopped = own.gateway.stop();
  t.match(await client.event('info'), { code: 20051 });
  client.send([0, 'on', null, { cid: 1 }]);
  await eventually('it to arrive', () => upstream.inputsOf(key.keyId).length === 1);
  t.equal(await client.closed(), 1012);
  await stopped;
  t.match(
    lines.find(({ path }) => path === '/ws/2'),
    { status: 101, rejection: 'draining', keyId: key.keyId },
  );
});
