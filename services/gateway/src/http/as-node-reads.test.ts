import { deepStrictEqual } from 'node:assert/strict';
import { createServer, type IncomingMessage, METHODS, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import t from 'tap';
import { clientAddress } from '../addresses/client-address.ts';
import { inPieces, latin1 } from '../testing/pieces.ts';
import { ClientConnection } from './client-connection.ts';
import { unsupported } from './handle-request.ts';
import { asksToClose, type RequestHead } from './request-head.ts';

/** A request as it was understood; the key stands for all headers. */
type Read = { method: string; target: string; body: string; keyId: string | null };

/** A socket whose other end is the test. What is written to it goes nowhere. */
class Wire extends Duplex {
  override _read(): void {}

  override _write(_bytes: Buffer, _encoding: string, done: () => void): void {
    done();
  }

  setTimeout(): this {
    return this;
  }
}

const address = clientAddress('127.0.0.1');
const MAX_BODY_BYTES = 1_048_576;

/** What the gateway serves of the bytes, each request to its end before the next. */
async function serve(pieces: readonly Buffer[]): Promise<Read[]> {
  const served: Read[] = [];
  const answer = async (connection: ClientConnection, head: RequestHead) => {
    const { method, target, headers } = head;
    if (unsupported(head) !== null) return connection.finish(true);
    const body = await connection.readBody(MAX_BODY_BYTES, headers.expect !== null);
    if (typeof body === 'string') return;
    const keyId = headers.hasRepeated ? null : headers.keyId;
    served.push({ method, target, body: body.toString('latin1'), keyId });
    connection.finish(asksToClose(headers));
  };
  const wire = new Wire();
  new ClientConnection(wire as unknown as Socket, address, {
    events: {
      onRequest(connection, head) {
        connection.serve({ onLeft() {}, onGone() {} });
        void answer(connection, head);
      },
      takesOver: () => false,
      onClosed() {},
    },
    times: { headersMs: 60_000, requestMs: 60_000, idleMs: 60_000, lingerMs: 60_000 },
    now: () => 1,
  });
  for (const piece of pieces) if (piece.length > 0) wire.push(piece);
  await setImmediate();
  wire.destroy();
  return served;
}

/** What a server of node:http reads of the same bytes. */
async function readByNode(bytes: Buffer): Promise<Read[]> {
  const read: (Read & { message: IncomingMessage })[] = [];
  const take = (message: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headersDistinct: headers } = message;
    const hasRepeated = [headers.host, headers['bfx-apikey']].some((values) => (values?.length ?? 0) > 1);
    const keyId = hasRepeated ? null : (headers['bfx-apikey']?.[0] ?? null);
    const one = { method, target: url, body: '', keyId, message };
    read.push(one);
    response.on('error', () => {});
    message.on('error', () => {}).setEncoding('latin1');
    message.on('data', (text: string) => {
      one.body += text;
    });
  };
  // Who is asked for is another check of the gateway.
  const server = createServer({ insecureHTTPParser: false, requireHostHeader: false }, take);
  server.on('checkContinue', take).on('checkExpectation', take);
  server.on('clientError', (_error, socket) => socket.destroy());
  const wire = new Wire();
  server.emit('connection', wire);
  wire.push(bytes);
  await setImmediate();
  const whole = read.filter(({ message }) => message.complete);
  wire.destroy();
  return whole.map(({ message: _, ...one }) => one);
}

/** Each line with how often it is drawn: what is good often, or no request of several would be read to its end. */
const mostly = (good: readonly string[], bad: readonly string[], weight: number) =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...good), weight },
    { arbitrary: fc.constantFrom(...bad), weight: 1 },
  );

const firstLine = mostly(
  [
    ...['GET / HTTP/1.1', 'POST /v2/auth/r/wallets?a=b HTTP/1.1', 'HEAD / HTTP/1.1', 'OPTIONS * HTTP/1.1'],
    ...['DELETE http://x/y HTTP/1.1', 'M-SEARCH //a/../%2f\'"<>{} HTTP/1.1'],
  ],
  [
    ...['GET / HTTP/1.0', 'GET / HTTP/1.2', 'GET / HTTP/2.0', 'GET / HTTP/0.9', 'GET /', 'get / HTTP/1.1'],
    '',
    ...['GET  / HTTP/1.1', 'GET / HTTP/1.1 ', 'GET /\t HTTP/1.1', ' GET / HTTP/1.1', 'GET / x HTTP/1.1'],
    ...['GET / http/1.1', 'G\xcbT / HTTP/1.1', 'GET / HTTP/1.1\r', 'GET /\0 HTTP/1.1'],
    'GET / HTTP/1.1\nx: y',
  ],
  30,
);
const otherLine = mostly(
  [
    ...['Host: g', 'bfx-apikey: ck_1', 'BFX-APIKEY:\t \xa0a\xff b\xa0 \t', 'bfx-apikey:'],
    'Expect: 100-continue',
    ...['x: \x80\xff', 'x:\ta\tb', 'connection: keep-alive', '!#$%&\'*+-.^_`|~: "', 'content_length: 9'],
    ...['x-content-length: 9', 'content-lengths: 9', 'te: chunked', 'trailer: content-length'],
  ],
  [
    ...['connection: close', 'Connection: x,\tCLOSE', 'connection: close\xa0', 'connection: closed'],
    'expect: x',
    ...['x', ' folded', '\tfolded', ': x', 'x : y', 'x: a\0', 'x: a\x7f', 'x: a\rb', 'x: a\nb', 'x: a\r'],
    'x: a\n',
    ...['content-length: 0', 'content-length: 2', 'transfer-encoding: chunked', 'host : g', '\xe9: x'],
    '"x": y',
  ],
  8,
);
const INNER = 'GET /inner HTTP/1.1\r\nhost: g\r\n\r\n';
const chunks = [
  ...['0\r\n\r\n', '2\r\n{}\r\n0\r\n\r\n', '1\r\n{\r\n01\r\n}\r\n000\r\n\r\n', '0000001F\r\n', '1f\r\n'],
  ...['2;a=b\r\n{}\r\n0;a\r\n\r\n', '2;a="b;c"\r\n{}\r\n0\r\nx: \xff\r\ny:\r\n\r\n', `20\r\n${INNER}`],
  ...['2 \r\n{}\r\n0\r\n\r\n', '2 ;a\r\n{}\r\n0\r\n\r\n', '2; a\r\n{}\r\n0\r\n\r\n', '2;\r\n{}\r\n0\r\n\r\n'],
  ...['2;\xff\r\n{}\r\n0\r\n\r\n', '2;a="\r\n{}\r\n0\r\n\r\n', '2\n{}\r\n0\r\n\r\n', '2\r\n{}\n0\r\n\r\n'],
  ...['+2\r\n{}\r\n0\r\n\r\n', '0x2\r\n{}\r\n0\r\n\r\n', '3\r\n{}\r\n0\r\n\r\n', '1\r\n{}\r\n0\r\n\r\n'],
  ...['2,2\r\n{}\r\n0\r\n\r\n', '\r\n', '100000002\r\n{}\r\n0\r\n\r\n', '-0\r\n\r\n', '0\n\n', '0\r\n\n'],
  '0\r\n',
  ...[`0\r\n${INNER}`, '0\r\nx\r\n\r\n', '0\r\n x: y\r\n\r\n', '0\r\nx: y\n\r\n', '0\r\nx : y\r\n\r\n'],
  ...['0\r\nx: y\r\n z\r\n\r\n', '0\r\ncontent-length: 9\r\n\r\n', '0\r\ntransfer-encoding: chunked\r\n\r\n'],
];
const length = fc.constantFrom(0, 2, INNER.length, INNER.length + 2, 5, 900);
const content = fc.constantFrom('', '{}', INNER, `{}${INNER}`, '\0\xff\r\n', '\r\n', '0\r\n\r\n');
/** The lines that say where a body ends, each with its end, and the body. */
const framed = fc.oneof(
  fc.constant(['', '']),
  content.map((body) => [`content-length: ${body.length}\r\n`, body]),
  content.map((body) => [`Content-Length:\t 00${body.length}\t \r\n`, body]),
  fc.tuple(
    fc.constantFrom('transfer-encoding: chunked\r\n', 'Transfer-Encoding:  cHUNKED \r\n'),
    fc.oneof({ arbitrary: fc.constantFrom(...chunks.slice(0, 7)), weight: 3 }, fc.constantFrom(...chunks)),
  ),
);
const oddlyFramed = fc.tuple(
  fc.oneof(
    length.map((bytes) => `content-length: ${bytes}\r\n`),
    fc
      .tuple(length, fc.constantFrom(...['+', '-', '0x', '"', ' ', ',', '\xa0', '1e', '\0']))
      .map(([bytes, sign]) => `content-length: ${sign}${bytes}\r\n`),
    fc
      .tuple(length, fc.constantFrom(...[',2', ', 2', ' 2', '.0', ';', 'h', '\xa0', '\r', ',']))
      .map(([bytes, rest]) => `content-length: ${bytes}${rest}\r\n`),
    fc.tuple(length, length).map((both) => both.map((bytes) => `content-length: ${bytes}\r\n`).join('')),
    fc
      .constantFrom(
        ...['content-length: 99999999999999999999', 'content-length:', 'content-length : 2'],
        'content-length: 2\n',
        ...['transfer-encoding: identity', 'transfer-encoding: gzip, chunked'],
        'transfer-encoding: chunked, chunked',
        ...['transfer-encoding:', 'transfer-encoding: xchunked', 'transfer-encoding : chunked'],
        'transfer-encoding',
        ...['transfer-encoding: chunked\r\ntransfer-encoding: chunked', 'transfer-encoding: chunked\xa0'],
        'transfer-encoding: chunked\r\ncontent-length: 2',
        'content-length: 2\r\ntransfer-encoding: chunked',
        ...['transfer-encoding: chunked\r\ntransfer-encoding: identity', 'transfer-encoding: "chunked"'],
        ...['transfer-encoding:\r\n chunked', 'x: y\rtransfer-encoding: chunked'],
        'transfer-encoding: \0chunked',
        ...['transfer-encoding:\tchunked', 'transfer-encoding: chunked\t', 'transfer-encoding: \tchunked \t'],
        ...['transfer_encoding: chunked', 'x: y\ncontent-length: 2', '\x0btransfer-encoding: chunked'],
      )
      .map((lines) => `${lines}\r\n`),
  ),
  fc.oneof(content, fc.constantFrom(...chunks)),
);
const request = fc
  .tuple(
    firstLine,
    fc.array(otherLine, { maxLength: 3 }),
    fc.oneof({ arbitrary: framed, weight: 5 }, { arbitrary: oddlyFramed, weight: 1 }),
    fc.boolean(),
    mostly(['\r\n'], ['\n', '\r', '\n\r', '\r\r\n', ''], 40),
  )
  .map(([first, others, [framing = '', body = ''], isFramingFirst, end]) => {
    const rest = others.map((line) => `${line}\r\n`).join('');
    return `${first}${end}${isFramingFirst ? framing + rest : rest + framing}\r\n${body}`;
  });
const several = fc.array(request, { minLength: 1, maxLength: 4 }).map((all) => all.join(''));
/** The same with a byte or two put in, left out or exchanged, at any place. */
const bent = fc
  .tuple(
    several,
    fc.array(
      fc.record({
        at: fc.nat(500),
        byte: fc.constantFrom(
          ...['\r', '\n', '\r\n', ' ', '\t', ':', ';', ',', '2', 'a', '\0', '\xff', '"', ''],
        ),
        left: fc.constantFrom(0, 1),
      }),
      { minLength: 1, maxLength: 2 },
    ),
  )
  .map(([text, bends]) =>
    bends.reduce((bytes, { at, byte, left }) => {
      const place = at % bytes.length;
      return bytes.slice(0, place) + byte + bytes.slice(place + left);
    }, text),
  );
/**
 * Node gives up at a method that is not on its list, and at most targets that are no path. The gateway cuts such a
 * request as any other and leaves it to the profiles, which refuse it.
 */
const isKnownToNode = ({ method, target }: Read) =>
  METHODS.includes(method) && /^(?:\/|\*$|http:\/\/x\/)[\x21-\x7e]*$/.test(target);

t.test(
  'GW-19 what the gateway serves of any bytes, node:http reads alike, request for request',
  async (t) => {
    const counts = [0, 0, 0, 0, 0];
    let bodies = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(several, bent), async (text) => {
        const bytes = latin1(text);
        const all = await serve([bytes]);
        const strange = all.findIndex((one) => !isKnownToNode(one));
        const served = strange < 0 ? all : all.slice(0, strange);
        const read = await readByNode(bytes);
        deepStrictEqual(served, read.slice(0, served.length));
        const count = Math.min(served.length, 4);
        counts[count] = (counts[count] ?? 0) + 1;
        bodies += served.filter(({ body }) => body !== '').length;
      }),
      { numRuns: 20_000, seed: 29 },
    );
    const [none = 0, one = 0, two = 0, three = 0, four = 0] = counts;
    t.ok(none > 500, `${none} were refused at once`);
    t.ok(one > 500 && two > 300 && three > 100 && four > 50, `${counts.join(', ')} were served`);
    t.ok(bodies > 1_000, `${bodies} bodies among them`);
  },
);

t.test('GW-19 requests are served alike in whatever pieces they come', async (t) => {
  let served = 0;
  const cut = several.chain((text) => fc.tuple(fc.constant(text), inPieces(text)));
  await fc.assert(
    fc.asyncProperty(cut, async ([text, pieces]) => {
      const expected = await serve([latin1(text)]);
      deepStrictEqual(await serve(pieces), expected);
      served += expected.length;
    }),
    { numRuns: 3_000, seed: 29 },
  );
  t.ok(served > 1_500, `${served} requests`);
});
