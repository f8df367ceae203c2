import fc from 'fast-check';
import t from 'tap';
import { byteByByte, inPieces, latin1 } from '../testing/pieces.ts';
import { BodyReader, parseLength } from './body-reader.ts';
import { MessageFault } from './message-fault.ts';

type Body = { body: string; rest: string };

/** @returns `fault`, or `unfinished` if the bytes end before the body does */
function read(length: number | null, pieces: readonly Buffer[]): Body | 'fault' | 'unfinished' {
  const reader = new BodyReader(length);
  let body = '';
  let rest = '';
  try {
    for (const piece of pieces) {
      const next = reader.read(piece, 0, (content) => {
        t.ok(content.length > 0, 'no empty piece is handed on');
        body += content.toString('latin1');
      });
      if (!reader.isComplete) t.equal(next, piece.length, 'all was taken');
      rest += piece.toString('latin1', next);
    }
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    return 'fault';
  }
  return reader.isComplete ? { body, rest } : 'unfinished';
}

const readText = (length: number | null, text: string) => read(length, [latin1(text)]);
const anyBytes = fc.string({ unit: fc.constantFrom('{', '}', '\r', '\n', '0', '\0', '\xff'), maxLength: 40 });

t.test('a body of a length ends after so many bytes, in whatever pieces they come', async (t) => {
  const cut = fc
    .tuple(anyBytes, anyBytes)
    .chain(([body, rest]) => fc.tuple(fc.constant({ body, rest }), inPieces(body + rest)));
  fc.assert(
    fc.property(cut, ([expected, pieces]) => {
      t.strictSame(read(expected.body.length, pieces), expected);
    }),
    { numRuns: 1_000, seed: 29 },
  );
});

t.test('a body of no bytes is complete before anything comes, and takes nothing', async (t) => {
  t.equal(new BodyReader(0).isComplete, true);
  t.strictSame(readText(0, 'GET'), { body: '', rest: 'GET' });
  t.equal(new BodyReader(null).isComplete, false);
});

const extension = fc.constantFrom('', '', ';a', ';a=b', ';a="b;c d"', ';a;b=1;c=""', ";!#$%&'*+-.^_`|~=1");
const trailer = fc.constantFrom('x: 1', 'X-Trailer:', 'x:\t\xff ', 'bfx-nonce: 5', 'connection: close');
const size = (bytes: number) =>
  fc.tuple(fc.boolean(), fc.nat(4)).map(([isUpper, zeros]) => {
    const digits = '0'.repeat(zeros) + bytes.toString(16);
    return isUpper ? digits.toUpperCase() : digits;
  });
const chunk = fc
  .string({ unit: fc.constantFrom('{', '\r', '\n', '0', '\xff'), minLength: 1, maxLength: 40 })
  .chain((content) =>
    fc.record({ content: fc.constant(content), size: size(content.length), extension: extension }),
  );
const last = fc.record({ size: size(0), extension, trailers: fc.array(trailer, { maxLength: 3 }) });

t.test('GW-07 GW-08 chunks are read to the byte, in whatever pieces they come', async (t) => {
  const cut = fc.tuple(fc.array(chunk, { maxLength: 6 }), last, anyBytes).chain(([chunks, end, rest]) => {
    const lines = chunks.map(({ content, size, extension }) => `${size}${extension}\r\n${content}\r\n`);
    const trailers = end.trailers.map((line) => `${line}\r\n`).join('');
    const text = `${lines.join('')}${end.size}${end.extension}\r\n${trailers}\r\n${rest}`;
    const body = chunks.map(({ content }) => content).join('');
    return fc.tuple(fc.constant({ body, rest }), inPieces(text));
  });
  fc.assert(
    fc.property(cut, ([expected, pieces]) => {
      t.strictSame(read(null, pieces), expected);
    }),
    { numRuns: 3_000, seed: 29 },
  );
  t.strictSame(read(null, byteByByte('2;a=b\r\n{}\r\n0\r\nx: 1\r\n\r\nGET')), { body: '{}', rest: 'GET' });
});

t.test('a body that has not come to its end is not complete', async (t) => {
  const whole = '2\r\n{}\r\n00\r\nx: 1\r\n\r\n';
  for (let end = 0; end < whole.length; end++) t.equal(readText(null, whole.slice(0, end)), 'unfinished');
  t.strictSame(readText(null, whole), { body: '{}', rest: '' });
  t.equal(readText(3, '{}'), 'unfinished');
});

t.test('GW-07 GW-09 chunks that can be read in two ways are a fault', async (t) => {
  const faults: Record<string, string> = {
    'no size': '\r\n{}\r\n0\r\n\r\n',
    'a size in words': 'zz\r\n',
    'a size with a sign': '+2\r\n{}\r\n0\r\n\r\n',
    'a negative size': '-1\r\n',
    'a size with a prefix': '0x2\r\n{}\r\n0\r\n\r\n',
    'a size with a point': '2.0\r\n{}\r\n0\r\n\r\n',
    'a size with an underscore': '1_0\r\n',
    'two sizes': '2 2\r\n{}\r\n0\r\n\r\n',
    'a size of nine digits': '000000002\r\n{}\r\n0\r\n\r\n',
    'a blank before the size': ' 2\r\n{}\r\n0\r\n\r\n',
    'a blank after the size': '2 \r\n{}\r\n0\r\n\r\n',
    'a tab after the size': '2\t\r\n{}\r\n0\r\n\r\n',
    'a no-break space after the size': '2\xa0\r\n{}\r\n0\r\n\r\n',
    'a blank before an extension': '2 ;a\r\n{}\r\n0\r\n\r\n',
    'a blank in an extension': '2;a = b\r\n{}\r\n0\r\n\r\n',
    'an extension without a name': '2;\r\n{}\r\n0\r\n\r\n',
    'an extension with only a value': '2;=b\r\n{}\r\n0\r\n\r\n',
    'an extension that ends in its equals sign': '2;a=\r\n{}\r\n0\r\n\r\n',
    'an extension with an open quote': '2;a="b\r\n{}\r\n0\r\n\r\n',
    'an extension with a quoted pair': '2;a="\\""\r\n{}\r\n0\r\n\r\n',
    'an extension that is no token': '2;\xff\r\n{}\r\n0\r\n\r\n',
    'an extension after a comma': '2,a\r\n{}\r\n0\r\n\r\n',
    'a bare line feed after the size': '2\n{}\r\n0\r\n\r\n',
    'a bare line feed in an extension': '2;a\nb\r\n{}\r\n0\r\n\r\n',
    'a bare carriage return after the size': '2\r{}\r\n0\r\n\r\n',
    'a bare carriage return in an extension': '2;a\rb\r\n{}\r\n0\r\n\r\n',
    'a NUL in an extension': '2;a="\0"\r\n{}\r\n0\r\n\r\n',
    'a chunk that is longer than it said': '2\r\n{}x\r\n0\r\n\r\n',
    'a chunk that is shorter than it said': '3\r\n{}\r\n0\r\n\r\n',
    'a chunk that ends in a bare line feed': '2\r\n{}\n0\r\n\r\n',
    'a chunk that ends in a bare carriage return': '2\r\n{}\r0\r\n\r\n',
    'a chunk without an end': '2\r\n{}0\r\n\r\n',
    'a bare line feed after the last chunk': '0\n\r\n',
    'a bare line feed for an end': '0\r\n\n',
    'a trailer that ends in a bare line feed': '0\r\nx: 1\n\r\n',
    'a trailer with a bare carriage return': '0\r\nx: 1\ry: 2\r\n\r\n',
    'a trailer with a NUL': '0\r\nx: \0\r\n\r\n',
    'a trailer without a colon': '0\r\nx\r\n\r\n',
    'a trailer without a name': '0\r\n: 1\r\n\r\n',
    'a trailer with a blank before its colon': '0\r\nx : 1\r\n\r\n',
    'a trailer that goes on': '0\r\nx: 1\r\n 2\r\n\r\n',
    'a trailer that begins with a blank': '0\r\n x: 1\r\n\r\n',
    'a request for a trailer': '0\r\nGET / HTTP/1.1\r\n\r\n',
    'a length for a trailer': '0\r\nContent-Length: 2\r\n\r\n',
    'a coding for a trailer': '0\r\nTRANSFER-ENCODING: chunked\r\n\r\n',
  };
  for (const [name, text] of Object.entries(faults)) {
    t.equal(readText(null, text), 'fault', name);
    t.equal(read(null, byteByByte(text)), 'fault', `${name}, byte by byte`);
  }
});

t.test('each control character is a fault between chunks, in an extension and in a trailer', async (t) => {
  const controls = Array.from({ length: 33 }, (_, i) => String.fromCharCode(i === 32 ? 0x7f : i));
  for (const control of controls.filter((byte) => byte !== '\t')) {
    for (const text of [`2${control}\r\n`, `2;a="${control}"\r\n`, `2\r\n{}${control}\r\n`]) {
      t.equal(readText(null, text), 'fault', JSON.stringify(text));
    }
    for (const line of [`${control}x: 1`, `x${control}: 1`, `x: ${control}1`, `x: 1${control}`]) {
      t.equal(readText(null, `0\r\n${line}\r\n\r\n`), 'fault', JSON.stringify(line));
    }
  }
});

t.test('GW-22 lines and trailers have limits, however they are cut', async (t) => {
  const line = (bytes: number) => `2;${'a'.repeat(bytes - 4)}\r\n{}\r\n0\r\n\r\n`;
  const lastLine = (bytes: number) => `0\r\nx:${'a'.repeat(bytes - 4)}\r\n\r\n`;
  const trailers = (count: number) => `0\r\n${'x: 1\r\n'.repeat(count)}\r\n`;
  for (const [longest, tooLong, body] of [
    [line(256), line(257), '{}'],
    [lastLine(256), lastLine(257), ''],
    [trailers(32), trailers(33), ''],
  ] as const) {
    for (const cut of [(text: string) => [latin1(text)], byteByByte]) {
      t.strictSame(read(null, cut(longest)), { body, rest: '' });
      t.equal(read(null, cut(tooLong)), 'fault');
    }
  }
  t.equal(readText(null, `2;${'a'.repeat(255)}`), 'fault', 'an extension without an end is not waited for');
  t.equal(readText(null, 'ffffffff\r\n{}'), 'unfinished', 'eight digits are a size');
});

t.test('GW-04 a length is digits, fifteen at most, and nothing else', async (t) => {
  const lengths = { '0': 0, '2': 2, '0002': 2, '999999999999999': 999_999_999_999_999 };
  for (const [text, length] of Object.entries(lengths)) t.equal(parseLength(text), length, text);
  for (const text of [
    ...['', ' ', '-1', '+2', '2 ', ' 2', '2,2', '2, 2', '0x2', '2.0', '2e1', '1_0', '2\n', '\xb2', '\u0662'],
    ...['1000000000000000', '0000000000000002', '18446744073709551616', 'NaN', 'Infinity', '2;', '"2"'],
  ]) {
    t.equal(parseLength(text), null, JSON.stringify(text));
  }
});
