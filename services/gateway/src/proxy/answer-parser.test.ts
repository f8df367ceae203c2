import { request } from 'node:http';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import t from 'tap';
import { MessageFault } from '../http1/message-fault.ts';
import { byteByByte, inPieces, latin1 } from '../testing/pieces.ts';
import { AnswerParser } from './answer-parser.ts';

type Answer = { status: number; headers: Record<string, string | null>; body: string; isWhole: boolean };

/** What comes out when the bytes come in these pieces; `null` for a fault. */
function read(pieces: readonly Buffer[]): { answer: Answer | null; keepAliveSeconds: number | null } | null {
  let answer: Answer | null = null;
  const parser = new AnswerParser({
    onHead(status, headers, body) {
      const whole = body?.toString('latin1');
      answer = { status, headers: { ...headers }, body: whole ?? '', isWhole: false };
    },
    onBody(bytes) {
      if (answer !== null) answer.body += bytes.toString('latin1');
    },
    onEnd() {
      if (answer !== null) answer.isWhole = true;
    },
  });
  // As a connection reads: each piece into the memory of the one before.
  const memory = Buffer.alloc(Math.max(...pieces.map(({ length }) => length)));
  try {
    for (const piece of pieces) parser.read(memory.subarray(0, piece.copy(memory)));
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    return null;
  }
  return { answer, keepAliveSeconds: parser.keepAliveSeconds };
}

const readText = (text: string) => read([latin1(text)]);
const JSON_HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';

t.test('an answer is read alike in whatever pieces it comes', async (t) => {
  const answers = [
    `${JSON_HEAD}content-length: 6\r\n\r\n["ok"]`,
    `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n4\r\n["ok\r\n2;x=1\r\n"]\r\n0\r\nx-trailer: 1\r\n\r\n`,
    `HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n${JSON_HEAD}content-length: 0\r\n\r\n`,
    'HTTP/1.1 204 No Content\r\n\r\n',
    `${JSON_HEAD}content-length: 4\r\n\r\n\xff\x00\r\n`,
  ];
  for (const text of answers) {
    const expected = readText(text);
    t.equal(expected?.answer?.isWhole, true, JSON.stringify(text));
    fc.assert(
      fc.property(inPieces(text), (pieces) => {
        t.strictSame(read(pieces), expected);
      }),
      { numRuns: 300, seed: 29 },
    );
  }
});

t.test('what is read of an answer: status, the headers that matter, the body to the byte', async (t) => {
  const seen = readText(
    `${JSON_HEAD}Content-Length:\t 2 \r\nset-cookie: a=1\r\nCache-Control: a\r\ncache-control: b\r\n\r\n{}`,
  );
  t.strictSame(seen?.answer, {
    status: 200,
    headers: { 'content-type': 'application/json', 'content-length': '2', 'cache-control': null },
    body: '{}',
    isWhole: true,
  });
});

t.test('GW-29 an answer that can be read in two ways is a fault', async (t) => {
  const faults: Record<string, string> = {
    'no HTTP': 'SSH-2.0\r\n\r\n',
    'HTTP/1.0': 'HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n',
    'a status of two digits': 'HTTP/1.1 20 OK\r\ncontent-length: 0\r\n\r\n',
    'two lengths, alike': `${JSON_HEAD}content-length: 2\r\ncontent-length: 2\r\n\r\n{}`,
    'a list of lengths': `${JSON_HEAD}content-length: 2, 2\r\n\r\n{}`,
    'a length with a sign': `${JSON_HEAD}content-length: +2\r\n\r\n{}`,
    'a length in hex': `${JSON_HEAD}content-length: 0x2\r\n\r\n{}`,
    'a length of sixteen digits': `${JSON_HEAD}content-length: 9999999999999999\r\n\r\n{}`,
    'an empty length': `${JSON_HEAD}content-length:\r\n\r\n`,
    'a length after a no-break space': `${JSON_HEAD}content-length:\xa02\r\n\r\n{}`,
    'length and chunks': `${JSON_HEAD}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    'chunks and another coding': `${JSON_HEAD}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    'two codings': `${JSON_HEAD}transfer-encoding: chunked\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    'neither length nor chunks': `${JSON_HEAD}\r\n{}`,
    'a body with 204': 'HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\n{}',
    'chunks with 204': 'HTTP/1.1 204 No Content\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    'another protocol': 'HTTP/1.1 101 Switching Protocols\r\n\r\n',
    'a folded line': `${JSON_HEAD}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`,
    'a blank before the colon': `${JSON_HEAD}content-length : 0\r\n\r\n`,
    'a line without a colon': `${JSON_HEAD}content-length\r\n\r\n`,
    'a bare line feed': `${JSON_HEAD}x: a\ncontent-length: 0\r\n\r\n`,
    'a bare carriage return': `${JSON_HEAD}x: a\rcontent-length: 9\r\ncontent-length: 0\r\n\r\n`,
    NUL: `${JSON_HEAD}x: a\0\r\ncontent-length: 0\r\n\r\n`,
    'more than it said': `${JSON_HEAD}content-length: 2\r\n\r\n{}x`,
    'a second answer': `${JSON_HEAD}content-length: 0\r\n\r\n${JSON_HEAD}content-length: 0\r\n\r\n`,
    'a long head': `${JSON_HEAD}x: ${'a'.repeat(17_000)}\r\ncontent-length: 0\r\n\r\n`,
    'a head without an end': `${JSON_HEAD}x: ${'a'.repeat(17_000)}`,
    'a chunk size in words': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\nzz\r\n`,
    'a chunk size with a sign': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n-1\r\n`,
    'a chunk size of nine digits': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n100000000\r\n`,
    'a chunk longer than it said': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n`,
    'a bare line feed after a chunk size': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n`,
    'a long chunk extension': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n2;${'a'.repeat(300)}\r\n`,
    'trailers without end': `${JSON_HEAD}transfer-encoding: chunked\r\n\r\n0\r\n${'x: 1\r\n'.repeat(40)}`,
    'an interim answer with a length': `HTTP/1.1 103 Hints\r\ncontent-length: 0\r\n\r\n${JSON_HEAD}content-length: 0\r\n\r\n`,
    'interim answers without end': 'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(40),
  };
  for (const [name, text] of Object.entries(faults)) {
    t.equal(readText(text), null, name);
    t.equal(read(byteByByte(text)), null, `${name}, byte by byte`);
  }
});

t.test('how long the upstream keeps the connection', async (t) => {
  const keepAlive = (lines: string) =>
    readText(`${JSON_HEAD}${lines}content-length: 0\r\n\r\n`)?.keepAliveSeconds;
  t.equal(keepAlive(''), null);
  t.equal(keepAlive('connection: keep-alive\r\nkeep-alive: timeout=5, max=100\r\n'), 5);
  t.equal(keepAlive('connection: close\r\n'), 0);
  t.equal(keepAlive('Connection: x, CLOSE\r\n'), 0);
  t.equal(keepAlive('connection: x\r\nconnection: y\r\n'), 0, 'two opinions');
});

/** The same bytes through Node's own parser. */
async function readByNode(text: string): Promise<{ status: number; body: string } | null> {
  const wire = new Duplex({
    read() {},
    write(_chunk, _encoding, done) {
      done();
    },
  });
  const { promise, resolve } = Promise.withResolvers<{ status: number; body: string } | null>();
  const call = request({ method: 'POST', createConnection: () => wire }, (message) => {
    let body = '';
    message.setEncoding('latin1').on('data', (piece: string) => {
      body += piece;
    });
    message.on('end', () => resolve(message.complete ? { status: message.statusCode ?? 0, body } : null));
    message.on('error', () => resolve(null));
  });
  call.on('error', () => resolve(null));
  call.on('upgrade', () => resolve(null));
  call.end();
  wire.push(latin1(text));
  wire.push(null);
  const answer = await promise;
  call.destroy();
  return answer;
}

t.test('GW-29 what is read here, Node’s own parser reads alike', async (t) => {
  const line = fc.constantFrom(
    'content-length: 0',
    'content-length: 2',
    'Content-Length: 3',
    'content-length: 2, 2',
    'content-length : 2',
    'transfer-encoding: chunked',
    'Transfer-Encoding: Chunked',
    'transfer-encoding: identity',
    'connection: close',
    'x: \xe9',
    ' folded',
    'x',
    '',
  );
  const end = fc.constantFrom('\r\n', '\r\n', '\r\n', '\r\n', '\r\n', '\n', '\r');
  const body = fc.constantFrom(
    '',
    '{}',
    '[1]',
    '2\r\n{}\r\n0\r\n\r\n',
    '02 \r\n{}\r\n0\r\n\r\n',
    '3;a="b"\r\n[1]\r\n0\r\nx: y\r\n\r\n',
    '2\n{}\r\n0\r\n\r\n',
    '0\r\n\r\nx',
  );
  const status = fc.constantFrom(
    'HTTP/1.1 200 OK',
    'HTTP/1.1 200',
    'HTTP/1.1 500 \xff',
    'HTTP/1.1 204 No',
    'HTTP/1.1 304 No',
    'HTTP/1.1 100 Go',
    'HTTP/1.0 200 OK',
  );
  const lines = fc.array(fc.tuple(line, end), { maxLength: 2 });
  const answers = fc.tuple(
    fc.oneof(
      fc.tuple(fc.tuple(status, lines)),
      fc.array(fc.tuple(status, lines), { minLength: 2, maxLength: 2 }),
    ),
    body,
  );
  let read = 0;
  await fc.assert(
    fc.asyncProperty(answers, async ([heads, tail]) => {
      const text =
        heads
          .map(([first, rest]) => `${first}\r\n${rest.map((pair) => pair.join('')).join('')}\r\n`)
          .join('') + tail;
      const ours = readText(text)?.answer;
      if (ours == null || !ours.isWhole) return;
      read++;
      t.strictSame(await readByNode(text), { status: ours.status, body: ours.body }, JSON.stringify(text));
    }),
    { numRuns: 15_000, seed: 29 },
  );
  t.ok(read > 150, `${read} of the generated answers were read`);
});
