import { PERMISSIONS } from '@countersign/permissions';
import { eventually } from '@countersign/testing';
import t from 'tap';
import { SocketClient } from '../testing/socket-client.ts';
import { AUTHENTICATED, socketUpstream } from '../testing/socket-upstream.ts';
import { testGateway } from '../testing/test-gateway.ts';
import { EVENT_PERMISSIONS, INPUT_PERMISSIONS, NOTIFICATION_PERMISSIONS } from './message-permissions.ts';

const upstream = await socketUpstream(t);
const { port, insertKey, another } = await testGateway(t, {}, { upstream });

const INPUTS: readonly (readonly [type: string, payload: unknown, permission: string | null])[] = [
  ['on', { cid: 1, type: 'LIMIT' }, 'orders:write'],
  ['ou', { id: 5 }, 'orders:write'],
  ['oc', { id: 5 }, 'orders:write'],
  ['oc_multi', { all: 1 }, 'orders:write'],
  [
    'ox_multi',
    [
      ['oc', { id: 5 }],
      ['on', {}],
      ['ou', {}],
      ['oc_multi', {}],
    ],
    'orders:write',
  ],
  ['fon', { symbol: 'fUSD' }, 'funding:write'],
  ['foc', { id: 5 }, 'funding:write'],
  ['calc', [['balance']], 'wallets:read'],
  ['calc', [['wallet_exchange_BTC'], ['balance']], 'wallets:read'],
  ['calc', [['margin_base'], ['margin_sym_tBTCUSD'], ['position_tBTCUSD']], 'positions:read'],
  ['calc', [['funding_sym_fUSD']], 'funding:read'],
  ['calc', [['everything']], null],
  ['calc', [], null],
  ['calc', 'balance', null],
  ['ox_multi', [['fon', {}]], null],
  [
    'ox_multi',
    [
      ['oc', {}],
      ['calc', [['balance']]],
    ],
    null,
  ],
  ['ox_multi', [['ox_multi', [['oc', {}]]]], null],
  ['ox_multi', { oc: {} }, null],
  ['n', { type: 'ucm-test' }, null],
  ['withdraw', {}, null],
  ['ON', {}, null],
  ['__proto__', {}, null],
];

t.test('every input of the table is tried below', async (t) => {
  for (const type of [...INPUT_PERMISSIONS.keys(), 'calc'])
    t.ok(
      INPUTS.some(([name]) => name === type),
      type,
    );
});

t.test('GW-67 every input takes the permission of the table, and what is not in it is refused', async (t) => {
  for (const permissions of [[], ...PERMISSIONS.map((each) => [each])]) {
    const key = await insertKey({ permissions });
    const client = await SocketClient.open(t, port);
    t.match(await client.authenticate(key), { status: 'OK' });
    for (const [type, payload] of INPUTS) client.send([0, type, null, payload]);
    client.send({ event: 'ping' });
    await client.event('pong');
    client.socket.close();
    await eventually('the upstream socket to close', () => upstream.socketsOf(key.keyId)[0]?.isClosed);
    const allowed = INPUTS.filter(([, , takes]) => takes !== null && permissions.includes(takes as never));
    t.same(
      upstream.inputsOf(key.keyId).map((text) => JSON.parse(text)),
      allowed.map(([type, payload]) => [0, type, null, payload]),
      `with ${permissions}`,
    );
    const refused = client.received.filter((message) => Array.isArray(message) && message[1] === 'n');
    t.equal(refused.length, INPUTS.length - allowed.length);
    for (const [, , notification] of refused as [number, string, unknown[]][]) {
      t.match(notification.slice(5), [10001, 'ERROR', 'api_key: permission invalid']);
    }
  }
});

t.test('an input takes every permission of what it holds', async (t) => {
  const key = await insertKey({ permissions: ['wallets:read'] });
  const client = await SocketClient.open(t, port);
  await client.authenticate(key);
  client.send([0, 'calc', null, [['balance'], ['margin_base']]]);
  t.match(await client.notification('calc-req'), { 5: 10001, 6: 'ERROR' });
});

t.test('a refusal names the order that it is about', async (t) => {
  const key = await insertKey();
  const client = await SocketClient.open(t, port);
  await client.authenticate(key);
  client.send([0, 'on', null, { gid: 3, cid: 12_345, type: 'LIMIT' }]);
  t.match(await client.notification('on-req'), { 4: [null, 3, 12_345], 5: 10001 });
  client.send([0, 'oc', null, { id: 99 }]);
  t.match(await client.notification('oc-req'), { 4: [99, null, null] });
});

t.test('an input is passed on as it came, and messages in their order', async (t) => {
  const key = await insertKey({ permissions: ['orders:write'] });
  const client = await SocketClient.open(t, port);
  await client.authenticate(key);
  const texts = Array.from({ length: 150 }, (_, n) => `[0, "on",null,\n{"cid": ${n}, "amount":"1.10" }]`);
  for (const [n, text] of texts.entries()) client.socket.send(n % 2 === 0 ? text : Buffer.from(text));
  await eventually('all to arrive', () => upstream.inputsOf(key.keyId).length === texts.length);
  t.same(upstream.inputsOf(key.keyId), texts);
});

t.test('what has no meaning is an error, and goes nowhere', async (t) => {
  const key = await insertKey({ permissions: [...PERMISSIONS] });
  const client = await SocketClient.open(t, port);
  await client.authenticate(key);
  const senseless = [
    ...[
      '',
      'x',
      '1',
      'null',
      '[]',
      '{}',
      '[0]',
      '[1,"on",null,{}]',
      '["0","on",null,{}]',
      '[0,["on"],null,{}]',
    ],
    ...[
      '[0,"on",null,{}',
      '{"event":"admin"}',
      '{"event":["auth"]}',
      '[0,"on",null,{},"more"]',
      '[0,5,null,{}]',
    ],
    `${'['.repeat(20_000)}`,
  ];
  for (const text of senseless) {
    client.send(text);
    t.match(await client.event('error'), { code: 10000, msg: 'event: invalid' }, text.slice(0, 30));
  }
  t.same(upstream.inputsOf(key.keyId), []);
});

const EVENTS = [
  ...Array.from(EVENT_PERMISSIONS, ([type, takes]) => ({ event: [0, type, ['data']], takes })),
  ...Array.from(NOTIFICATION_PERMISSIONS, ([type, takes]) => ({ event: [0, 'n', [1, type, null]], takes })),
];
const UNLISTED = [
  [0, 'secret-event', []],
  [0, 'n', [1, 'unlisted', null]],
  [0, 'n', 'on-req'],
  [0, ['ws'], []],
  [5, 'ws', []],
  ['0', 'ws', []],
  { event: 'auth', status: 'OK', userId: 9, auth_id: 'again' },
  { event: 'error', msg: 'internals' },
  { event: 'conf', status: 'OK' },
];

t.test('an event reaches a key that may see it, and no other', async (t) => {
  for (const permissions of [[], ...PERMISSIONS.map((each) => [each]), [...PERMISSIONS]]) {
    const key = await insertKey({ permissions });
    const client = await SocketClient.open(t, port);
    await client.authenticate(key);
    const socket = upstream.socketsOf(key.keyId)[0]?.socket;
    for (const event of [...EVENTS.map(({ event }) => event), ...UNLISTED])
      socket?.send(JSON.stringify(event));
    socket?.send('[0,"ws",[');
    socket?.send(JSON.stringify({ event: 'info', code: 20061, msg: 'secret words' }));
    t.same(await client.event('info'), { event: 'info', code: 20061, msg: 'Maintenance is over' });
    t.same(
      client.received.filter((message) => Array.isArray(message)),
      EVENTS.filter(({ takes }) => takes === 'any' || permissions.includes(takes as never)).map(
        ({ event }) => event,
      ),
      `with ${permissions.length === 1 ? permissions : permissions.length}`,
    );
    client.socket.terminate();
  }
});

t.test('events of an owner wait for the answer to the auth event', async (t) => {
  const key = await insertKey();
  const eager = await socketUpstream(t, (_text, { socket }) => {
    socket.send('[0,"ws",["too early"]]');
    socket.send(AUTHENTICATED);
    socket.send('[0,"ws",["in time"]]');
  });
  const gateway = await another({ upstreamOrigin: eager.origin });
  const client = await SocketClient.open(t, gateway.port);
  client.send({ event: 'ping' });
  t.match(await client.authenticate(key), { status: 'OK' });
  await client.next('the event', (message) => Array.isArray(message));
  t.same(
    client.received.filter((message) => Array.isArray(message)),
    [[0, 'ws', ['in time']]],
  );
});
