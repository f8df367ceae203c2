import { eventually } from '@countersign/testing';
import t from 'tap';
import { SocketClient } from '../testing/socket-client.ts';
import { socketUpstream } from '../testing/socket-upstream.ts';
import { testGateway, UPSTREAM_TOKEN } from '../testing/test-gateway.ts';

const upstream = await socketUpstream(t);
const { port, insertKey, another } = await testGateway(t, {}, { upstream });
const TICKER = { event: 'subscribe', channel: 'ticker', symbol: 'tBTCUSD' };

/** The socket to the upstream whose first message holds this mark. */
const socketWith = (mark: string) =>
  eventually(`the upstream socket of ${mark}`, () =>
    upstream.sockets.find(({ received }) => received.some((text) => text.includes(mark))),
  );

t.test('who says nothing public costs the upstream nothing', async (t) => {
  const before = upstream.sockets.length;
  const client = await SocketClient.open(t, port);
  client.send({ event: 'ping', cid: 7 });
  t.match(await client.event('pong'), { cid: 7, ts: Number });
  t.equal(upstream.sockets.length, before);
});

t.test('public channels need no key, and the socket for them has no principal', async (t) => {
  const client = await SocketClient.open(t, port, {
    'countersign-user': 'me',
    'countersign-key-id': 'ck_me',
  });
  client.send({ ...TICKER, subId: 'public-1', apiSecret: 'secret', event2: 'auth' });
  t.match(await client.event('subscribed'), { channel: 'ticker', subId: 'public-1' });
  t.match(await client.next('data', (message) => Array.isArray(message)), [Number, [1, 2, 3]]);
  const { headers, received, url } = await socketWith('public-1');
  t.equal(url, '/ws/2');
  t.equal(headers['countersign-upstream-token'], UPSTREAM_TOKEN);
  t.same(
    Object.keys(headers).filter((name) => name.startsWith('countersign-')),
    ['countersign-upstream-token'],
  );
  t.same(
    JSON.parse(received[0] ?? ''),
    { ...TICKER, subId: 'public-1' },
    'nothing but what is known goes on',
  );
  client.send({ event: 'unsubscribe', chanId: '1' });
  t.match(await client.event('unsubscribed'), { chanId: 1 });
  client.send({ event: 'conf', flags: 32_768 });
  t.match(await client.event('conf'), { status: 'OK' });
  client.socket.close();
  await eventually('the upstream socket to close', async () => (await socketWith('public-1')).isClosed);
});

t.test('subscriptions go on over an authentication, on their own socket', async (t) => {
  const key = await insertKey();
  const client = await SocketClient.open(t, port);
  client.send({ ...TICKER, subId: 'public-2' });
  await client.event('subscribed');
  t.match(await client.authenticate(key), { status: 'OK' });
  client.send({ ...TICKER, symbol: 'tETHUSD', subId: 'public-3' });
  await client.event('subscribed');
  const socket = await socketWith('public-3');
  t.equal(socket, await socketWith('public-2'));
  t.notOk(socket.headers['countersign-user']);
  socket.socket.send('[1,"after"]');
  await client.next('data', (message) => Array.isArray(message) && message[1] === 'after');
  t.same(upstream.socketsOf(key.keyId)[0]?.received, ['{"event":"auth"}']);
});

t.test('flags reach the socket of the owner, too, whichever came first', async (t) => {
  for (const isConfFirst of [true, false]) {
    const key = await insertKey();
    const client = await SocketClient.open(t, port);
    const conf = async () => {
      client.send({ event: 'conf', flags: 32_768 });
      await client.event('conf');
    };
    if (isConfFirst) await conf();
    await client.authenticate(key);
    if (!isConfFirst) await conf();
    await eventually('the flags to arrive', () =>
      upstream.socketsOf(key.keyId)[0]?.received.includes('{"event":"conf","flags":32768}'),
    );
  }
});

t.test('what is of channel 0, and who it is, never comes out of the public socket', async (t) => {
  const client = await SocketClient.open(t, port);
  client.send({ ...TICKER, subId: 'public-4' });
  await client.event('subscribed');
  const { socket } = await socketWith('public-4');
  for (const text of [
    ...[
      '[0,"ws",[]]',
      '[ 0,"ws",[]]',
      '[-0,"ws",[]]',
      '[0.0,"ws",[]]',
      '["0","ws",[]]',
      '[00,"ws",[]]',
      'x',
      '[]',
    ],
    ...[
      '{"event":"auth","status":"OK"}',
      '{"event":"info","version":9}',
      '{"event":"other"}',
      '{}',
      '{"event":',
    ],
    '{"event":"info","code":20060,"msg":"words of the upstream"}',
    '[1,"the last"]',
  ]) {
    socket.send(text);
  }
  await client.next('the last', (message) => Array.isArray(message) && message[1] === 'the last');
  t.same(client.received.slice(-2), [
    { event: 'info', code: 20060, msg: 'Maintenance: please pause, and reconnect later' },
    [1, 'the last'],
  ]);
  t.equal(client.received.length, 5, 'welcome, subscribed, data, and those');
});

t.test('a subscription of an unknown form goes nowhere', async (t) => {
  const client = await SocketClient.open(t, port);
  for (const message of [
    { event: 'subscribe' },
    { event: 'subscribe', channel: 'auth' },
    { event: 'subscribe', channel: ['ticker'], symbol: 'tBTCUSD' },
    { event: 'subscribe', channel: 'ticker', symbol: 'tBTC USD' },
    { event: 'subscribe', channel: 'ticker', symbol: { toString: 'x' } },
    { event: 'subscribe', channel: 'ticker', symbol: 't'.repeat(129) },
    { event: 'unsubscribe', chanId: 0 },
    { event: 'unsubscribe' },
    { event: 'conf' },
    { event: 'conf', flags: -1 },
  ]) {
    client.send(message);
    t.match(await client.event('error'), { code: 10000 }, JSON.stringify(message));
  }
  t.notOk(upstream.sockets.some(({ received }) => received.some((text) => text.includes('BTC USD'))));
});

t.test('the numbering of messages is not offered: left-out events would be holes in it', async (t) => {
  const client = await SocketClient.open(t, port);
  client.send({ event: 'conf', flags: 65_536 + 32_768 });
  t.match(await client.event('error'), { code: 10050 });
});

t.test('inputs without a key are refused', async (t) => {
  const client = await SocketClient.open(t, port);
  for (const type of ['on', 'oc', 'calc', 'nonsense']) {
    client.send([0, type, null, {}]);
    t.match(await client.event('error'), { code: 10100, msg: 'auth: invalid' });
  }
});

t.test('a socket has thirty subscriptions, also when it asks for all of them at once', async (t) => {
  const client = await SocketClient.open(t, port);
  const symbols = Array.from({ length: 40 }, (_, n) => `tSYM${n}USD`);
  for (const symbol of symbols) client.send({ ...TICKER, symbol, subId: 'public-5' });
  for (let n = 0; n < 10; n++) {
    t.match(await client.event('error'), { code: 10305, msg: 'subscribe: limit', subId: 'public-5' });
  }
  const { received } = await socketWith('public-5');
  await eventually('thirty to arrive', () => received.length === 30);
  await eventually(
    'thirty to be answered',
    () => client.received.filter((m) => !Array.isArray(m) && m.event === 'subscribed').length === 30,
  );
  client.send({ event: 'unsubscribe', chanId: 5 });
  await client.event('unsubscribed');
  client.send({ ...TICKER, subId: 'public-5b' });
  t.match(await client.event('subscribed'), { subId: 'public-5b' });
});

t.test('an upstream that is away, or goes away, is told', async (t) => {
  const gone = await another({ upstreamOrigin: 'http://127.0.0.1:9' });
  const early = await SocketClient.open(t, gone.port);
  early.send(TICKER);
  t.match(await early.event('info'), { code: 20060 });
  t.equal(await early.closed(), 1013);
  const key = await insertKey();
  for (const isOwner of [false, true]) {
    const client = await SocketClient.open(t, port);
    if (isOwner) await client.authenticate(key);
    client.send({ ...TICKER, subId: `public-6-${isOwner}` });
    await client.event('subscribed');
    const lost = isOwner ? upstream.socketsOf(key.keyId)[0] : await socketWith('public-6-false');
    lost?.socket.close(1001);
    t.match(await client.event('info'), { code: 20051 });
    t.equal(await client.closed(), 1012);
  }
  const other = await socketWith('public-6-true');
  await eventually('the other socket to be closed with it', () => other.isClosed);
});

t.test('GW-97 an upstream that redirects, hangs or says too much opens nothing', async (t) => {
  const { createServer } = await import('node:http');
  const server = createServer().on('upgrade', (message, socket) => {
    const answer = message.headers['x-forwarded-for'] === undefined ? '' : upstream.origin;
    socket.end(`HTTP/1.1 302 Found\r\nlocation: ${answer}/ws/2\r\ncontent-length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => server.close());
  const { port: evilPort } = server.address() as { port: number };
  const before = upstream.sockets.length;
  const redirected = await another({ upstreamOrigin: `http://127.0.0.1:${evilPort}` });
  const client = await SocketClient.open(t, redirected.port);
  client.send(TICKER);
  t.equal(await client.closed(), 1013);
  t.equal(upstream.sockets.length, before, 'no redirect is followed');

  const loud = await SocketClient.open(t, port);
  loud.send({ ...TICKER, subId: 'public-7' });
  await loud.event('subscribed');
  (await socketWith('public-7')).socket.send(`[1,"${'x'.repeat(5_000_000)}"]`);
  t.equal(await loud.closed(), 1012);
});
