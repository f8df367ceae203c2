import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { eventually } from '@countersign/testing';
import t, { type Test } from 'tap';
import { RawConnection } from '../testing/raw-client.ts';
import { recordingUpstream } from '../testing/recording-upstream.ts';
import {
  AUTHENTICATION_FAILED,
  errorOf,
  exchange,
  NONCE_SMALL,
  nextNonce,
  type SignedParts,
  signedRequest,
  testGateway,
} from '../testing/test-gateway.ts';

const { port, upstream, insertKey, lastNonce, another } = await testGateway(t);
const key = await insertKey();
const chunkedHeaders = { 'content-length': null, 'transfer-encoding': 'chunked' };

/** Sends bytes that are no message anybody could agree on: a real 4xx or 5xx, a closed socket, nothing forwarded. */
async function refusesFraming(t: Test, bytes: Buffer | string, statuses = [400]): Promise<void> {
  const callsBefore = upstream.calls.length;
  const nonceBefore = await lastNonce(key.keyId);
  const connection = await RawConnection.open(port);
  connection.write(bytes);
  const answer = await connection.answer();
  t.ok(statuses.includes(answer.status), `status ${answer.status}`);
  t.equal(answer.body, '', 'says nothing');
  await connection.closed();
  t.equal(upstream.calls.length, callsBefore, 'no upstream');
  t.equal(await lastNonce(key.keyId), nonceBefore, 'no nonce');
}

/** Sends a well-framed request that is refused for its grammar: 500 with 10020, nothing forwarded. */
async function refusesGrammar(t: Test, bytes: Buffer | string, text?: string): Promise<void> {
  const callsBefore = upstream.calls.length;
  const nonceBefore = await lastNonce(key.keyId);
  const [status, code, said] = errorOf(await exchange(port, bytes));
  t.same([status, code], [500, 10020]);
  if (text !== undefined) t.equal(said, text);
  t.equal(upstream.calls.length, callsBefore, 'no upstream');
  t.equal(await lastNonce(key.keyId), nonceBefore, 'no nonce');
}

async function accepts(t: Test, bytes: Buffer | string): Promise<void> {
  const answer = await exchange(port, bytes);
  t.equal(answer.status, 200, answer.body);
}

const withHeaders = (replace: Record<string, string | null>, parts: SignedParts = {}) =>
  signedRequest(key, { ...parts, replace });
const withLines = (...extra: string[]) => signedRequest(key, { extra });

t.test('GW-01 Content-Length with Transfer-Encoding is refused', async (t) => {
  await refusesFraming(t, withLines('Transfer-Encoding: chunked'));
});

t.test('GW-02 GW-03 two Content-Length are refused, same or different', async (t) => {
  await refusesFraming(t, withLines('Content-Length: 2'));
  await refusesFraming(t, withLines('Content-Length: 3'));
});

t.test('GW-04 a Content-Length that is not plain digits is refused', async (t) => {
  for (const value of ['+2', '0x2', '2, 2', '-1', '18446744073709551616', '2 2', '']) {
    await t.test(`"${value}"`, (t) => refusesFraming(t, withHeaders({ 'content-length': value })));
  }
});

t.test(
  'GW-04 white space behind a Content-Length is no part of it (RFC 9110 §5.5) and does not travel on',
  async (t) => {
    await accepts(t, withHeaders({ 'content-length': '2 ' }));
    t.equal(upstream.calls.at(-1)?.headers['content-length'], '2');
  },
);

t.test('GW-05 any Transfer-Encoding but one chunked is refused', async (t) => {
  const body = '2\r\n{}\r\n0\r\n\r\n';
  const values = ['xchunked', 'chunked, identity', 'chunked, chunked', 'gzip, chunked', 'identity'];
  for (const value of values) {
    await t.test(value, (t) =>
      refusesFraming(
        t,
        signedRequest(key, {
          body,
          signs: { body: '{}' },
          replace: { ...chunkedHeaders, 'transfer-encoding': value },
        }),
        [400, 501],
      ),
    );
  }
  await t.test('two lines', (t) =>
    refusesFraming(
      t,
      signedRequest(key, {
        body,
        signs: { body: '{}' },
        replace: chunkedHeaders,
        extra: ['Transfer-Encoding: chunked'],
      }),
      [400, 501],
    ),
  );
});

const chunked = (body: string, signed = '{}') =>
  signedRequest(key, { body, signs: { body: signed }, replace: chunkedHeaders });

t.test(
  'GW-07 GW-10 a chunked body is verified and forwarded as its content, with a Content-Length',
  async (t) => {
    for (const body of [
      '2\r\n{}\r\n0\r\n\r\n',
      '1\r\n{\r\n1\r\n}\r\n0\r\n\r\n',
      '2;ext=1\r\n{}\r\n0\r\n\r\n',
    ]) {
      await accepts(t, chunked(body));
      const call = upstream.calls.at(-1);
      t.equal(call?.body.toString(), '{}');
      t.equal(call?.headers['content-length'], '2');
      t.equal(call?.headers['transfer-encoding'], undefined);
    }
  },
);

t.test('GW-08 trailers are ignored and never forwarded', async (t) => {
  const nonce = nextNonce();
  const request = signedRequest(key, {
    nonce,
    body: `2\r\n{}\r\n0\r\nbfx-nonce: ${nonce + 5}\r\nx-account-id: 7\r\ncountersign-user: evil\r\n\r\n`,
    signs: { body: '{}' },
    replace: chunkedHeaders,
    extra: ['Trailer: bfx-nonce'],
  });
  await accepts(t, request);
  t.equal(await lastNonce(key.keyId), nonce);
  t.notMatch(upstream.calls.at(-1)?.rawHeaders.join(' '), /x-account-id|evil|trailer/i);
});

t.test('GW-09 bare line ends, NUL, spaces before the colon and folded lines are refused', async (t) => {
  const good = signedRequest(key).toString('latin1');
  const variants = {
    'chunk size with bare LF': chunked('2\n{}\r\n0\r\n\r\n').toString('latin1'),
    'header line with bare LF': good.replace('content-type: application/json\r\n', 'x-a: b\n'),
    'bare CR in a value': good.replace('application/json', 'application\r/json'),
    'NUL in a value': good.replace('application/json', 'application\0json'),
    'space before the colon': good.replace('content-type:', 'content-type :'),
    'folded line': good.replace('application/json', 'application\r\n /json'),
  };
  for (const [name, bytes] of Object.entries(variants)) {
    await t.test(name, (t) => refusesFraming(t, bytes));
  }
});

t.test('GW-11 HTTP/1.0 is refused, with Transfer-Encoding too', async (t) => {
  const old = (bytes: Buffer) => bytes.toString('latin1').replace('HTTP/1.1', 'HTTP/1.0');
  await refusesFraming(t, old(signedRequest(key)), [505]);
  await refusesFraming(t, old(chunked('2\r\n{}\r\n0\r\n\r\n')), [400, 505]);
});

t.test('GW-14 an absolute-form target is refused', async (t) => {
  for (const method of ['GET', 'POST']) {
    await refusesGrammar(t, signedRequest(key, { method, path: 'http://evil/v2/auth/r/wallets' }));
    await refusesGrammar(
      t,
      signedRequest(key, { method, path: 'http://gateway.example/v2/platform/status' }),
    );
  }
});

t.test('GW-15 OPTIONS *, CONNECT and TRACE are refused and the connection is closed', async (t) => {
  for (const line of ['OPTIONS * ', 'CONNECT evil:443 ', 'TRACE /v2/auth/r/wallets ']) {
    const connection = await RawConnection.open(port);
    connection.write(`${line}HTTP/1.1\r\nhost: gateway.example\r\n\r\n`);
    t.same(errorOf(await connection.answer()), [500, 10020, 'method: invalid'], line);
    await connection.closed();
  }
});

t.test('GW-16 an Upgrade is no tunnel and is not forwarded', async (t) => {
  for (const upgrade of ['websocket', 'h2c']) {
    await accepts(
      t,
      withLines('Connection: Upgrade, HTTP2-Settings', `Upgrade: ${upgrade}`, 'HTTP2-Settings: AAMAAABk'),
    );
    t.notMatch(upstream.calls.at(-1)?.rawHeaders.join(' '), /upgrade|http2-settings/i);
  }
});

t.test(
  'GW-16 what follows a request with an Upgrade is judged as what it is, and no body of it becomes a request',
  async (t) => {
    const behind = `GET /v2/platform/status HTTP/1.1\r\nhost: g\r\n\r\n`;
    const upgrading = () => withLines('Connection: Upgrade', 'Upgrade: h2c');
    const second = () => signedRequest(key, { body: `{${behind}}` });
    for (const [name, pieces] of Object.entries({
      'in one piece': () => [Buffer.concat([upgrading(), second()])],
      'its body in a piece of its own': () => {
        const bytes = Buffer.concat([upgrading(), second()]);
        const bodyAt = bytes.indexOf(behind);
        return [bytes.subarray(0, bodyAt), bytes.subarray(bodyAt)];
      },
      'in pieces': () => [upgrading(), second()],
    })) {
      await t.test(name, async (t) => {
        const before = upstream.calls.length;
        const connection = await RawConnection.open(port);
        for (const piece of pieces()) {
          connection.write(piece);
          await eventually('the first to be served', () => upstream.calls.length > before);
        }
        t.equal((await connection.answer()).status, 200);
        t.equal((await connection.answer()).status, 200);
        t.equal(connection.leftOver, '');
        t.same(
          upstream.calls.slice(before).map(({ body }) => body.toString()),
          ['{}', `{${behind}}`],
        );
        connection.destroy();
      });
    }
  },
);

t.test(
  'GW-17 100 Continue is said only once the headers passed; other expectations are refused',
  async (t) => {
    const [head = '', body = ''] = withLines('Expect: 100-continue').toString('latin1').split('\r\n\r\n');
    const connection = await RawConnection.open(port);
    connection.write(`${head}\r\n\r\n`);
    t.equal((await connection.answer()).status, 100);
    connection.write(body);
    t.equal((await connection.answer()).status, 200);
    connection.destroy();
    t.notMatch(upstream.calls.at(-1)?.rawHeaders.join(' '), /expect/i);

    const bad = await RawConnection.open(port);
    const unsigned = signedRequest(key, {
      replace: { 'bfx-signature': null },
      extra: ['Expect: 100-continue'],
    });
    bad.write(`${unsigned.toString('latin1').split('\r\n\r\n')[0]}\r\n\r\n`);
    t.same(errorOf(await bad.answer()), AUTHENTICATION_FAILED, 'no 100 before the refusal');
    // A body that was not asked for may come or not: what comes next must not be taken for it.
    await bad.closed();
    t.equal((await exchange(port, withLines('Expect: x'))).status, 417);
  },
);

t.test('GW-17 GW-19 100 Continue never falls into the answer of a request that is pipelined', async (t) => {
  const refused = () => signedRequest(key, { signs: { body: '[]' }, extra: ['Expect: 100-continue'] });
  for (let turn = 0; turn < 20; turn++) {
    const connection = await RawConnection.open(port);
    connection.write(Buffer.concat([signedRequest(key), refused()]));
    t.equal((await connection.answer()).status, 200);
    let answer = await connection.answer();
    if (answer.status === 100) answer = await connection.answer();
    t.equal(answer.body, '["error",10100,"apikey: invalid"]');
    t.equal(connection.leftOver, '');
    connection.destroy();
  }
});

t.test('GW-18 GW-72 a signed call by any method but POST is refused', async (t) => {
  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'HEAD']) {
    const bytes = signedRequest(key, { method });
    if (method === 'HEAD') {
      const connection = await RawConnection.open(port);
      connection.write(bytes);
      await connection.closed();
      t.match(connection.leftOver, /^HTTP\/1.1 500 /);
    } else await refusesGrammar(t, bytes, 'method: invalid');
  }
  const get = 'GET /v2/platform/status HTTP/1.1\r\nhost: g\r\ncontent-length: 2\r\n\r\n{}';
  await refusesGrammar(t, get, 'body: invalid');
});

t.test('GW-19 pipelined requests are judged each alone', async (t) => {
  const unsigned = signedRequest(key, { replace: { 'bfx-signature': null, 'bfx-apikey': null } });
  const connection = await RawConnection.open(port);
  connection.write(Buffer.concat([signedRequest(key), unsigned, signedRequest(key)]));
  t.equal((await connection.answer()).status, 200);
  t.same(errorOf(await connection.answer()), AUTHENTICATION_FAILED);
  t.equal((await connection.answer()).status, 200);
  connection.destroy();
});

t.test('GW-21 17 KB of headers are refused', async (t) => {
  await refusesFraming(t, withLines(`x-long: ${'a'.repeat(17_000)}`), [431]);
});

t.test('GW-22 a body over the limit is refused without being read to its end', async (t) => {
  const announced = await RawConnection.open(port);
  announced.write(withHeaders({ 'content-length': '1048577' }));
  t.same(errorOf(await announced.answer()), [500, 10020, 'body: invalid']);
  await announced.closed();

  const endless = await RawConnection.open(port);
  endless.write(chunked(''));
  const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
  for (let sent = 0; sent < 17; sent++) endless.write(chunk);
  t.same(errorOf(await endless.answer()), [500, 10020, 'body: invalid']);
  await endless.closed();
});

t.test(
  'GW-22 a body in crumbs is refused as one that is too large: they cost more than they hold',
  async (t) => {
    const crumbs = await RawConnection.open(port);
    crumbs.write(chunked(''));
    crumbs.write('1\r\n{\r\n'.repeat(4_097));
    t.same(errorOf(await crumbs.answer()), [500, 10020, 'body: invalid']);
    await crumbs.closed();
    await accepts(t, chunked(`${'1\r\n{\r\n'.repeat(4_096)}0\r\n\r\n`, '{'.repeat(4_096)));
  },
);

t.test('GW-24 an encoded body is refused, never decoded', async (t) => {
  const body = gzipSync('{}');
  for (const coding of ['gzip', 'br', 'identity, gzip', 'identity']) {
    const bytes = signedRequest(key, { body, extra: [`Content-Encoding: ${coding}`] });
    await refusesGrammar(t, bytes, 'content-encoding: invalid');
  }
});

t.test('GW-25 each body is verified on its own bytes: none and {} are different', async (t) => {
  await accepts(t, signedRequest(key, { body: '' }));
  t.equal(upstream.calls.at(-1)?.body.byteLength, 0);
  await accepts(t, signedRequest(key, { body: '{}' }));
  t.equal(upstream.calls.at(-1)?.body.toString(), '{}');
  const refuses = async (parts: SignedParts) =>
    t.same(errorOf(await exchange(port, signedRequest(key, parts))), AUTHENTICATION_FAILED);
  await refuses({ body: '', signs: { body: '{}' } });
  await refuses({ body: '{}', signs: { body: '' } });
  for (const body of [' ', ' {}', '\ufeff{}', '"a"', '1']) {
    await refusesGrammar(t, signedRequest(key, { body }), 'body: invalid');
  }
});

t.test('GW-26 GW-28 bytes that are no text arrive as they were signed', async (t) => {
  const bodies = [
    Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
    Buffer.from([0x5b, 0xc0, 0xae, 0x5d]),
    Buffer.from('{"a":"\\ud800"}'),
    Buffer.from('{ "b" : 1.0e0,\n"a":"\\u00e9" }'),
  ];
  for (const body of bodies) {
    await accepts(t, signedRequest(key, { body }));
    t.same(upstream.calls.at(-1)?.body, body);
  }
});

t.test('GW-27 a body changed by one byte after signing is refused', async (t) => {
  const bytes = signedRequest(key, { body: '{"amount":"2"}', signs: { body: '{"amount":"1"}' } });
  t.same(errorOf(await exchange(port, bytes)), AUTHENTICATION_FAILED);
});

t.test('a connection is good for the next request after a refusal', async (t) => {
  const connection = await RawConnection.open(port);
  const first = signedRequest(key);
  for (const [bytes, expected] of [
    [first, null],
    [first, NONCE_SMALL],
    [signedRequest(key, { body: 'x' }), [500, 10020, 'body: invalid']],
    [signedRequest(key, { path: '/v2/auth/r//wallets' }), [500, 10020, 'path: invalid']],
    [signedRequest(key), null],
  ] as const) {
    connection.write(bytes);
    const answer = await connection.answer();
    if (expected === null) t.equal(answer.status, 200);
    else t.same(errorOf(answer), expected);
  }
  connection.destroy();
});

t.test('what breaks behind a request that waits for its answer is told so in its own turn', async (t) => {
  const held: ServerResponse[] = [];
  const holding = await recordingUpstream(t, (_call, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    held.push(response);
  });
  const slow = await another({ upstreamOrigin: holding.origin });
  const breakers = {
    'bytes that are no request': 'GARBAGE\r\n\r\n',
    'a tunnel': 'CONNECT evil:443 HTTP/1.1\r\nhost: evil\r\n\r\n',
    'a request with a bad chunk':
      'POST /v2/calc/fx HTTP/1.1\r\nhost: g\r\ntransfer-encoding: chunked\r\n\r\nZ\r\n',
    'more than may wait': 'a'.repeat(200_000),
  };
  for (const hasBegun of [false, true]) {
    for (const [name, bytes] of Object.entries(breakers)) {
      await t.test(`${name}, the answer ${hasBegun ? 'begun' : 'not begun'}`, async (t) => {
        const connection = await RawConnection.open(slow.port);
        t.teardown(() => connection.destroy());
        connection.write(signedRequest(key));
        await eventually('the call to be under way', () => held.length === 1);
        const [response] = held.splice(0);
        if (hasBegun) {
          response?.write('["half');
          await eventually('the answer to begin', () => connection.leftOver.includes('half'));
        }
        connection.write(bytes);
        response?.end(hasBegun ? '"]' : '["half"]');
        const first = await connection.answer();
        t.same([first.status, first.body], [200, '["half"]']);
        t.ok((await connection.answer()).status >= 400);
        await connection.closed();
        t.equal(connection.leftOver, '');
      });
    }
  }
});
