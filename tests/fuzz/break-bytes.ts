import type { Random } from './random.ts';

/** Changes the bytes of a request, framing and all. `other` is a request of somebody else. */
type Breaker = {
  readonly name: string;
  /** True if nothing of it may get anywhere; otherwise it depends on where the change fell. */
  readonly isFatal: boolean;
  readonly breakBytes: (bytes: Buffer, random: Random, other: Buffer) => Buffer;
};

const text = (bytes: Buffer) => bytes.toString('latin1');
const onText = (change: (request: string, random: Random) => string) => (bytes: Buffer, random: Random) =>
  Buffer.from(change(text(bytes), random), 'latin1');
const headEnd = (bytes: Buffer) => bytes.indexOf('\r\n\r\n');
/** A line put in behind the request line. */
const withLine = (line: string) => (request: string) => request.replace('\r\n', `\r\n${line}\r\n`);
const firstHeader = /\r\n([a-z-]+): /i;

const BREAKERS: readonly Breaker[] = [
  {
    name: 'a byte flipped in the head',
    isFatal: false,
    breakBytes(bytes, random) {
      const changed = Buffer.from(bytes);
      const at = random.below(Math.max(headEnd(bytes), 1));
      changed[at] = (changed[at] as number) ^ (1 << random.below(8));
      return changed;
    },
  },
  {
    name: 'a byte put in',
    isFatal: false,
    breakBytes(bytes, random) {
      const at = random.below(bytes.byteLength);
      const byte = random.pick([0, 9, 10, 13, 32, 58, 0x2c, 0x30, 0x7f, 0xff]);
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)]);
    },
  },
  {
    name: 'a byte left out',
    isFatal: false,
    breakBytes(bytes, random) {
      const at = random.below(bytes.byteLength);
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]);
    },
  },
  {
    name: 'cut off',
    isFatal: true,
    breakBytes: (bytes, random) => bytes.subarray(0, random.below(bytes.byteLength)),
  },
  {
    name: 'the beginning of one and the end of another',
    isFatal: false,
    breakBytes: (bytes, random, other) =>
      Buffer.concat([
        bytes.subarray(0, random.below(bytes.byteLength)),
        other.subarray(random.below(other.byteLength)),
      ]),
  },
  {
    name: 'a body that is longer than it is said to be',
    isFatal: false,
    breakBytes: (bytes, random, other) => {
      const shorter = onText((request) =>
        request.replace(/(\r\ncontent-length: )(\d+)/i, (_line, name: string, length: string) => {
          return `${name}${random.below(Number(length) + 1)}`;
        }),
      );
      return Buffer.concat([shorter(bytes, random), other]);
    },
  },
  {
    name: 'the head of one in front of another',
    isFatal: false,
    breakBytes: (bytes, _random, other) => Buffer.concat([bytes.subarray(0, headEnd(bytes) + 2), other]),
  },
  {
    name: 'Content-Length and Transfer-Encoding',
    isFatal: true,
    breakBytes: onText((request) =>
      withLine(/\r\ntransfer-encoding/i.test(request) ? 'Content-Length: 2' : 'Transfer-Encoding: chunked')(
        request,
      ),
    ),
  },
  {
    name: 'Content-Length once more',
    isFatal: true,
    breakBytes: onText((request, random) =>
      withLine(`Content-Length: ${random.below(3)}\r\nContent-Length: ${random.below(3)}`)(request),
    ),
  },
  {
    name: 'a Content-Length that is no number',
    isFatal: true,
    breakBytes: onText((request, random) => {
      const value = random.pick(['+2', '0x2', '2, 2', '-1', '18446744073709551616', '2 2', '', '2;']);
      const without = request.replace(/\r\ncontent-length: \d+/i, '');
      return withLine(`Content-Length: ${value}`)(without);
    }),
  },
  {
    name: 'a Transfer-Encoding that is not chunked',
    isFatal: true,
    breakBytes: onText((request, random) => {
      const value = random.pick([
        'xchunked',
        'chunked, identity',
        'chunked, chunked',
        'gzip, chunked',
        'identity',
        '',
      ]);
      const without = request.replace(/\r\n(?:content-length|transfer-encoding): \w+/i, '');
      return withLine(`Transfer-Encoding: ${value}`)(without);
    }),
  },
  {
    name: 'a line end without its carriage return',
    isFatal: true,
    breakBytes: onText((request) => request.replace(firstHeader, '\n$1: ')),
  },
  {
    name: 'a folded line',
    isFatal: true,
    breakBytes: onText((request) => request.replace(firstHeader, '\r\n$1:\r\n ')),
  },
  {
    name: 'a blank before the colon',
    isFatal: true,
    breakBytes: onText((request) => request.replace(firstHeader, '\r\n$1 : ')),
  },
  {
    name: 'an old version of HTTP, or none',
    isFatal: true,
    breakBytes: onText((request, random) =>
      request.replace(' HTTP/1.1', random.pick([' HTTP/1.0', ' HTTP/2.0', ' HTTP/0.9', ' HTTP/1.1 ', ''])),
    ),
  },
  {
    name: 'a method in lower case',
    isFatal: true,
    breakBytes: onText((request) => request.replace(/^[A-Z]+/, (method) => method.toLowerCase())),
  },
  {
    name: 'no host',
    isFatal: true,
    breakBytes: onText((request) => request.replace(/\r\nhost:[^\r]*/gi, '')),
  },
  {
    name: 'too long a head',
    isFatal: true,
    breakBytes: onText((request) => withLine(`x-long: ${'a'.repeat(17_000)}`)(request)),
  },
];

/** The bytes of a request, changed, and what must come of them. */
export function breakBytes(bytes: Buffer, random: Random, other: Buffer) {
  const breaker = random.pick(BREAKERS);
  return { ...breaker, bytes: breaker.breakBytes(bytes, random, other) };
}
