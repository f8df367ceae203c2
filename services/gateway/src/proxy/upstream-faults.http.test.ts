import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { eventually } from '@countersign/testing';
import t, { type Test } from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { rawUpstream } from '../testing/raw-upstream.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import {
  errorOf,
  exchange,
  MAINTENANCE,
  NONCE_SMALL,
  type SignedParts,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const upstream = await rawUpstream(t);
const { port, insertKey } = await testGateway(
  t,
  { upstreamTimeoutMs: 500, upstreamMaxInFlight: 8 },
  { upstream, limits: { maxResponseBytes: 100_000 } },
);
const key = await insertKey({ permissions: ['wallets:read', 'orders:write'] });
const send = (parts: SignedParts = {}) => exchange(port, signedRequest(key, parts));

const JSON_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const ok = (socket: Socket) => socket.write(`${JSON_HEAD}content-length: 6\r\n\r\n["ok"]`);

/** The next request on the same client connection gets its own answer and nothing of the one before. */
async function nothingLeaks(t: Test): Promise<void> {
  upstream.answerWith(ok);
  const answer = await send();
  t.same([answer.status, answer.body], [200, '["ok"]'], 'the next call is answered as ever');
}

t.test(
  'GW-29 GW-97 an answer that is broken, or not one for a client, is a 504 without a word of it',
  async (t) => {
    const secretive = '<html>stack trace</html>';
    const head = (lines: string) => `HTTP/1.1 200 OK\r\n${lines}\r\n\r\n`;
    const answers: Record<string, string> = {
      'Content-Length with Transfer-Encoding': `${JSON_HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n{}`,
      'two Content-Length': `${JSON_HEAD}content-length: 2\r\ncontent-length: 3\r\n\r\n{}`,
      'no HTTP': 'SSH-2.0-OpenSSH\r\n\r\n',
      'huge headers': `${JSON_HEAD}x-long: ${'a'.repeat(40_000)}\r\ncontent-length: 2\r\n\r\n{}`,
      'switching protocols':
        'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
      'a redirect': 'HTTP/1.1 302 Found\r\nlocation: http://evil/\r\ncontent-length: 0\r\n\r\n',
      'a permanent redirect': 'HTTP/1.1 308 Permanent Redirect\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n',
      HTML: head(`content-type: text/html\r\ncontent-length: ${secretive.length}`) + secretive,
      'no type': `${head('content-length: 2')}{}`,
      'a body announced over the limit': head('content-type: application/json\r\ncontent-length: 1000000000'),
      'a status beyond HTTP':
        'HTTP/1.1 999 Odd\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}',
    };
    for (const [name, bytes] of Object.entries(answers)) {
      await t.test(name, async (t) => {
        upstream.answerWith((socket) => socket.write(bytes));
        const before = upstream.requestLines.length;
        const answer = await send();
        t.same([answer.status, answer.body], [504, '']);
        t.notOk(answer.headers.location);
        t.equal(upstream.requestLines.length, before + 1, 'asked once');
        await nothingLeaks(t);
      });
    }
  },
);

t.test(
  'GW-29 an answer whose head comes in pieces has nothing of the answers that come in between',
  async (t) => {
    const head = `${JSON_HEAD}content-length: 8\r\n\r\n`;
    for (const cut of [1, 40, head.length - 1]) {
      let cutOff: Socket | null = null;
      upstream.answerWith((socket) => {
        cutOff = socket;
        socket.write(head.slice(0, cut));
      });
      const inPieces = send();
      await eventually('the head to begin', () => cutOff !== null);
      await nothingLeaks(t);
      (cutOff as Socket | null)?.write(`${head.slice(cut)}["mine"]`);
      const answer = await inPieces;
      t.same([answer.status, answer.body], [200, '["mine"]'], `cut at ${cut}`);
    }
  },
);

t.test('GW-29 an answer that breaks off is not passed off as whole', async (t) => {
  const broken: Record<string, (socket: Socket) => void> = {
    'a bad chunk': (socket) =>
      socket.write(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n4\r\n["ok\r\nzz\r\n`),
    'an early close': (socket) => socket.end(`${JSON_HEAD}content-length: 60\r\n\r\n["ok"`),
    'an early close of chunks': (socket) =>
      socket.end(`${JSON_HEAD}transfer-encoding: chunked\r\n\r\n4\r\n["ok\r\n`),
    'silence in the middle': (socket) => socket.write(`${JSON_HEAD}content-length: 60\r\n\r\n["ok"`),
    'more than the limit in chunks': (socket) =>
      socket.write(
        `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n${`4000\r\n${'a'.repeat(0x4000)}\r\n`.repeat(8)}`,
      ),
  };
  for (const [name, answer] of Object.entries(broken)) {
    await t.test(name, async (t) => {
      upstream.answerWith(answer);
      const connection = await RawConnection.open(port);
      connection.write(signedRequest(key));
      const seen = await connection.answer().catch(() => 'broken off');
      if (seen !== 'broken off') t.match(seen, { status: 504, body: '' });
      await connection.closed().catch(() => connection.destroy());
      await nothingLeaks(t);
    });
  }
});

t.test('GW-29 a flood of interim answers ends with the deadline of the call', async (t) => {
  upstream.answerWith((socket) => {
    const timer = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n'), 5);
    socket.on('close', () => clearInterval(timer));
  });
  const answer = await send();
  t.same([answer.status, answer.body], [504, '']);
  await nothingLeaks(t);
});

t.test('GW-97 an answer that drips ends with the deadline of the call', async (t) => {
  upstream.answerWith((socket) => {
    socket.write(`${JSON_HEAD}content-length: 100000\r\n\r\n`);
    const timer = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => clearInterval(timer));
  });
  const connection = await RawConnection.open(port);
  connection.write(signedRequest(key));
  await connection.closed(5_000);
  await nothingLeaks(t);
});

t.test('GW-97 only chosen headers of an answer reach the client', async (t) => {
  upstream.answerWith((socket) =>
    socket.write(
      `${JSON_HEAD}content-length: 6\r\nset-cookie: a=1\r\nlocation: http://evil/\r\nx-account-id: 7\r\n` +
        'countersign-user: evil\r\naccess-control-allow-origin: *\r\nalt-svc: h3=":443"\r\nserver: evil\r\n' +
        'x-powered-by: evil\r\nkeep-alive: timeout=5\r\nretry-after: 7\r\n\r\n["ok"]',
    ),
  );
  const answer = await send();
  t.equal(answer.status, 200);
  t.same(answer.headerNames, [
    'connection',
    'content-length',
    'content-type',
    'date',
    'keep-alive',
    'retry-after',
    'x-content-type-options',
    'x-request-id',
  ]);
});

t.test('statuses and bodies of the upstream arrive as they are', async (t) => {
  for (const [status, body] of [
    [200, '[]'],
    [201, '[1]'],
    [400, '["error",10020,"symbol: invalid"]'],
    [500, '["error",10001,"Invalid order: not enough exchange balance"]'],
    [503, '{"error":"temporarily_unavailable"}'],
  ] as const) {
    upstream.answerWith((socket) =>
      socket.write(
        `HTTP/1.1 ${status} X\r\ncontent-type: application/json; charset=utf-8\r\n` +
          `content-length: ${body.length}\r\n\r\n${body}`,
      ),
    );
    const answer = await send();
    t.same([answer.status, answer.body], [status, body]);
  }
});

t.test('GW-86 a call whose outcome is unknown is never sent again, by nobody', async (t) => {
  upstream.answerWith((socket) => socket.destroy());
  const before = upstream.requestLines.length;
  const request = signedRequest(key, { path: '/v2/auth/w/order/submit' });
  const answer = await exchange(port, request);
  t.same([answer.status, answer.body], [504, '']);
  t.same(errorOf(await exchange(port, request)), NONCE_SMALL);
  t.equal(upstream.requestLines.length, before + 1);
});

t.test(
  'GW-98 an upstream that hangs is a 504 in time, and never takes more than its share of calls',
  async (t) => {
    await eventually('earlier calls to be over', async () => {
      upstream.answerWith(ok);
      return (await send()).status === 200;
    });
    const before = upstream.requestLines.length;
    upstream.answerWith(() => {});
    const hanging = Array.from({ length: 8 }, (_, index) =>
      exchange(port, signedRequest(key, { nonce: 2e15 + index })),
    );
    await eventually('all places to be taken', () => upstream.requestLines.length >= before + 8);
    const busy = await send({ nonce: 3e15 });
    t.same(errorOf(busy), MAINTENANCE);
    t.equal(busy.headers['retry-after'], '1');
    const permissions = await send({ nonce: 3e15 + 1, path: '/v2/auth/r/permissions' });
    t.equal(permissions.status, 200, 'what needs no upstream goes on');
    const publicCall = exchange(port, 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n');
    await eventually(
      'public calls to have places of their own',
      () => upstream.requestLines.length >= before + 9,
    );
    for (const answer of await Promise.all([...hanging, publicCall])) t.equal(answer.status, 504);
    upstream.answerWith(ok);
    t.equal((await send({ nonce: 3e15 + 2 })).status, 200, 'then calls go through again');
  },
);

t.test('GW-89 an upstream that cannot be reached is a refusal that may be repeated', async (t) => {
  await upstream.close();
  for (let turn = 0; turn < 3; turn++) {
    const answer = await send({ nonce: 4e15 + turn });
    t.same(errorOf(answer), MAINTENANCE);
    t.equal(answer.headers['retry-after'], '1');
  }
});

t.test('a client that goes away while it waits takes nobody else’s call with it', async (t) => {
  const held: ServerResponse[] = [];
  const holding = await recordingUpstream(t, (call, response) => {
    if (call.headers['user-agent'] === 'at once') answerJson(response);
    else held.push(response);
  });
  const { port, insertKey } = await testGateway(t, {}, { upstream: holding });
  const key = await insertKey();
  const call = (name: string) => signedRequest(key, { replace: { 'user-agent': name } });
  const leaving = await RawConnection.open(port);
  leaving.write(call('held'));
  await eventually('the first call to be held', () => held.length === 1);
  // The next call takes over the connection that this one is done with.
  t.equal((await exchange(port, call('at once'))).status, 200);
  const other = await RawConnection.open(port);
  t.teardown(() => other.destroy());
  other.write(call('held'));
  await eventually('the call of another client to be under way', () => held.length === 2);
  leaving.destroy();
  await eventually('the first call to be given up', () => held[0]?.destroyed === true);
  answerJson(held[1] as ServerResponse);
  t.equal((await other.answer()).status, 200);
});

function answerJson(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end('["ok"]');
}
