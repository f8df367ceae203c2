import t from 'tap';
import { type Head, HeadReader } from '../http1/head-reader.ts';
import { MessageFault } from '../http1/message-fault.ts';
import { latin1 } from '../testing/pieces.ts';
import { asksForSocket, asksToClose, parseRequestHead, type RequestHead } from './request-head.ts';

function headOf(text: string): Head {
  const head = new HeadReader().read(latin1(`${text}\r\n\r\n`), 0);
  if (head === null) throw new Error('a head without an end');
  return head;
}

/** `null` for a fault. */
function read(text: string): RequestHead | null {
  try {
    return parseRequestHead(headOf(text));
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    t.equal(error.status, 400);
    return null;
  }
}

const withLines = (...lines: string[]) => read(['POST /v2/auth/r/wallets HTTP/1.1', ...lines].join('\r\n'));
/** Of the head of a request that can be read. */
const headersOf = (...lines: string[]) => (withLines(...lines) as RequestHead).headers;

t.test('method and target are read as they stand on the wire', async (t) => {
  for (const method of ['GET', 'POST', 'M-SEARCH', 'X', 'A'.repeat(24)]) {
    for (const target of [
      ...['/', '*', '/v2/a?b=c&b=%2F..//#d', 'http://x/y', 'a:443', '//x', '/\\"<>^`{|}', '/\xe9\xff', '?'],
      `/${'a'.repeat(8_000)}`,
    ]) {
      const head = read(`${method} ${target} HTTP/1.1`);
      t.same([head?.method, head?.target], [method, target]);
      t.equal(head?.isHttp11, true);
      t.equal(head?.length, 0);
    }
  }
});

t.test('GW-11 of the versions only HTTP/1.1 is one that is spoken', async (t) => {
  for (const version of ['1.0', '1.2', '2.0', '3.0', '0.9', '9.9']) {
    t.equal(read(`GET / HTTP/${version}`)?.isHttp11, false, version);
  }
});

t.test('a first line that can be read in two ways is a fault', async (t) => {
  const controls = Array.from({ length: 33 }, (_, i) => String.fromCharCode(i === 32 ? 0x7f : i));
  for (const line of [
    ...['', ' ', 'GET', 'GET /', 'GET / ', '/ HTTP/1.1', ' / HTTP/1.1', 'GET  HTTP/1.1', 'GARBAGE'],
    ...[' GET / HTTP/1.1', 'GET  / HTTP/1.1', 'GET /  HTTP/1.1', 'GET / HTTP/1.1 ', 'GET / / HTTP/1.1'],
    ...['GET / x HTTP/1.1', 'GET / HTTP/1.1 HTTP/1.1', '\xa0GET / HTTP/1.1', 'GET\xa0/ HTTP/1.1'],
    ...['get / HTTP/1.1', 'Get / HTTP/1.1', 'G\xcbT / HTTP/1.1', 'GE_T / HTTP/1.1', 'GET1 / HTTP/1.1'],
    ...['GET: / HTTP/1.1', '"GET" / HTTP/1.1', `${'A'.repeat(25)} / HTTP/1.1`, '\xef\xbb\xbfGET / HTTP/1.1'],
    ...[
      'GET / http/1.1',
      'GET / HTTP/1',
      'GET / HTTP/1.',
      'GET / HTTP/.1',
      'GET / HTTP/11',
      'GET / HTTP/1.10',
    ],
    ...['GET / HTTP/01.1', 'GET / HTTP/1,1', 'GET / HTTP/1.x', 'GET / HTTP 1.1', 'GET / HTTP/ 1.1'],
    ...['GET / HTTPS/1.1', 'GET / ICE/1.0', 'GET / RTSP/1.0', 'GET /HTTP/1.1', 'HTTP/1.1 200 OK'],
    ...controls.flatMap((c) => [`GE${c}T / HTTP/1.1`, `GET${c}/ HTTP/1.1`, `GET /${c} HTTP/1.1`]),
    ...controls.flatMap((c) => [`GET /a${c}b HTTP/1.1`, `GET /${c}HTTP/1.1`, `GET / HTTP/1.1${c}`]),
  ]) {
    t.equal(read(`${line}\r\nhost: g`), null, JSON.stringify(line));
    if (!line.endsWith('\r')) t.equal(read(line), null, `${JSON.stringify(line)}, alone`);
  }
});

t.test('an empty line before a request is none of it', async (t) => {
  t.equal(read('\r\nGET / HTTP/1.1'), null);
});

t.test(
  'each header of interest is read by its name in any case, blanks around its value taken off',
  async (t) => {
    const headers = headersOf(
      ...['Host: g:1', 'BFX-APIKEY: ck_1', 'bfx-nonce:\t2 ', 'Bfx-Signature:3', 'bfx-token: 4'],
      ...['x-bfx-apikey: 5', 'X-BFX-PAYLOAD: 6', 'x-bfx-signature: 7', 'Content-Encoding: gzip'],
      ...['Connection: a', 'Upgrade: b', 'Expect: c', 'X-Forwarded-For: d', 'content-length: 0'],
      ...['cookie: evil', 'countersign-user: evil', 'bfx_nonce: evil', 'bfx-nonces: evil', 'bfx-nonc: evil'],
    );
    t.strictSame(headers, {
      ...{ host: 'g:1', keyId: 'ck_1', nonce: '2', signature: '3', token: '4' },
      ...{ v1KeyId: '5', payload: '6', v1Signature: '7', contentEncoding: 'gzip' },
      ...{ connection: 'a', upgrade: 'b', expect: 'c', forwardedFor: 'd' },
      ...{ contentLength: '0', transferEncoding: null, hasRepeated: false, forwardable: '' },
    });
  },
);

t.test('what is not there is null, and what is empty is empty', async (t) => {
  const headers = headersOf('bfx-nonce:', 'x: 1');
  t.equal(headers.nonce, '');
  for (const [name, value] of Object.entries({ ...headers, nonce: null })) {
    t.equal(value, { hasRepeated: false, forwardable: '' }[name] ?? null, name);
  }
});

t.test('bytes above ASCII and no-break spaces stay in a value: they are nothing to trim', async (t) => {
  t.equal(headersOf('bfx-apikey: \xa0ck\xff\xa0 ').keyId, '\xa0ck\xff\xa0');
});

t.test('a header that must come once and comes twice is seen, alike or not, in any case', async (t) => {
  for (const name of [
    ...['host', 'bfx-apikey', 'bfx-nonce', 'bfx-signature', 'bfx-token', 'content-encoding'],
    ...['x-bfx-apikey', 'x-bfx-payload', 'x-bfx-signature'],
  ]) {
    t.equal(headersOf(`${name}: 1`).hasRepeated, false, name);
    t.equal(headersOf(`${name}: 1`, `${name.toUpperCase()}: 1`).hasRepeated, true, name);
    t.equal(headersOf(`${name}: 1`, 'x: 1', `${name}: 2`).hasRepeated, true, name);
    t.equal(headersOf(`${name}:`, `${name}:`).hasRepeated, true, `${name}, empty`);
  }
});

t.test('lines of a list are one list in their order', async (t) => {
  const headers = headersOf(
    ...['connection: a, b', 'x-forwarded-for: 1', 'Connection: c', 'X-Forwarded-For: 2, 3'],
    ...['expect: d', 'expect: e', 'upgrade: f', 'upgrade:', 'upgrade: g'],
  );
  t.equal(headers.connection, 'a, b,c');
  t.equal(headers.forwardedFor, '1,2, 3');
  t.equal(headers.expect, 'd,e');
  t.equal(headers.upgrade, 'f,,g');
  t.equal(headers.hasRepeated, false);
});

t.test('only what may travel on is kept for it, each line with its end', async (t) => {
  const headers = headersOf('Accept: */*', 'x: 1', 'USER-AGENT:\ta b ', 'accept-encoding: gzip', 'accept: a');
  t.equal(headers.forwardable, 'accept: */*\r\nuser-agent: a b\r\naccept-encoding: gzip\r\naccept: a\r\n');
  t.equal(headersOf('user-agent: \xe9', 'accept: a\tb').forwardable, '', 'nothing that readers differ about');
});

t.test('GW-02 GW-04 a length is plain digits, once', async (t) => {
  t.equal(withLines()?.length, 0, 'none is no body');
  t.equal(withLines('content-length: 2')?.length, 2);
  t.equal(withLines('Content-Length:\t 0002\t ')?.length, 2);
  for (const value of ['', '+2', '-2', '2,2', '2, 2', '2 2', '0x2', '2.', '2\xa0', '"2"', '1'.repeat(16)]) {
    t.equal(withLines(`content-length: ${value}`), null, JSON.stringify(value));
  }
  t.equal(withLines('content-length: 2', 'content-length: 2'), null);
  t.equal(withLines('content-length: 2', 'x: 1', 'CONTENT-LENGTH: 3'), null);
  t.equal(withLines('content-length:', 'content-length: 2'), null);
  t.equal(withLines('content-length: 2', 'content-length:'), null);
});

t.test(
  'GW-01 GW-05 a coding leaves the end of the body to the chunks, and no length stands beside it',
  async (t) => {
    for (const coding of ['chunked', 'Chunked', 'identity', 'gzip, chunked', '']) {
      const line = `Transfer-Encoding: ${coding}`;
      t.equal(withLines(line)?.length, null, coding);
      t.equal(withLines(line)?.headers.transferEncoding, coding);
      t.equal(withLines(line, 'content-length: 2'), null, `${coding}, then a length`);
      t.equal(withLines('content-length: 0', line), null, `a length, then ${coding}`);
      t.equal(withLines(line, 'content-length:'), null, `${coding}, then an empty length`);
    }
    for (const coding of ['\tchunked', ' \tchunked', 'chunked\t', 'chunked \t ', 'gzip,\tchunked', '\t']) {
      t.equal(withLines('host: g', `Transfer-Encoding:${coding}`, 'x: 1'), null, JSON.stringify(coding));
    }
    t.equal(withLines('transfer-encoding:  chunked ', 'x:\t1', 'x-transfer-encoding:\t1')?.length, null);
    const twice = withLines('transfer-encoding: chunked', 'transfer-encoding: chunked');
    t.equal(
      twice?.headers.transferEncoding,
      'chunked,chunked',
      'two are a list, which is no coding that is known',
    );
  },
);

t.test('GW-09 a line that is none is a fault', async (t) => {
  for (const line of [
    'x',
    'x : 1',
    ' x: 1',
    '\tx: 1',
    ': 1',
    'x: 1\ny: 2',
    'x: 1\ry: 2',
    'x: \0',
    'x: \x7f',
  ]) {
    t.equal(withLines(line), null, JSON.stringify(line));
    t.equal(withLines('host: g', line, 'content-length: 0'), null, `${JSON.stringify(line)} between two`);
  }
});

t.test(
  'a client that asks for the end of the connection is heard, wherever in the list it says so',
  async (t) => {
    for (const list of [
      'close',
      'CLOSE',
      'a, close',
      'close,a',
      'a,\tclose ,b',
      ',,close',
      'keep-alive, close',
    ]) {
      t.equal(asksToClose(headersOf(`connection: ${list}`)), true, list);
    }
    t.equal(asksToClose(headersOf('connection: keep-alive', 'connection: close')), true, 'in two lines');
    for (const list of [
      '',
      'keep-alive',
      'closed',
      'not close',
      'close a',
      '"close"',
      'close\xa0',
      'x-close',
    ]) {
      t.equal(asksToClose(headersOf(`connection: ${list}`)), false, list);
    }
    t.equal(asksToClose(headersOf('x: close')), false);
  },
);

t.test(
  'GW-16 a WebSocket is asked for by both headers (RFC 6455 §4.1), and by nothing that resembles them',
  async (t) => {
    const asks = (connection: string, upgrade: string) =>
      asksForSocket(headersOf(`connection: ${connection}`, `upgrade: ${upgrade}`));
    for (const connection of ['Upgrade', 'keep-alive, Upgrade', 'upgrade,\tx']) {
      t.equal(asks(connection, 'websocket'), true);
      t.equal(asks(connection, 'WebSocket'), true);
    }
    for (const connection of ['', 'keep-alive', 'upgraded', 'upgrade\xa0', '\xa0upgrade', 'x upgrade']) {
      t.equal(asks(connection, 'websocket'), false, connection);
    }
    for (const upgrade of ['', 'h2c', 'websocket, h2c', 'websockets', 'websocket\xa0', 'web socket']) {
      t.equal(asks('upgrade', upgrade), false, upgrade);
    }
    t.equal(asksForSocket(headersOf('upgrade: websocket')), false);
    t.equal(asksForSocket(headersOf('connection: upgrade')), false);
    t.equal(asksForSocket(headersOf('connection: upgrade', 'upgrade: websocket', 'upgrade: h2c')), false);
  },
);
