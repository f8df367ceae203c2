import fc from 'fast-check';
import t from 'tap';
import { byteByByte, inPieces, latin1, textOf } from '../testing/pieces.ts';
import { HeadReader } from './head-reader.ts';
import { MessageFault } from './message-fault.ts';

const MAX_HEAD_BYTES = 16_384;
const END = '\r\n\r\n';

/** All heads that come, one behind the other; the status of the fault if there is one. */
function readAll(pieces: readonly Buffer[]): { heads: string[]; isEmpty: boolean } | number {
  const reader = new HeadReader();
  const heads: string[] = [];
  try {
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) {
        const head = reader.read(piece, at);
        if (head === null) break;
        const { text, bytes, start } = head;
        t.equal(bytes.toString('latin1', start, start + text.length), text, 'text and bytes are the same');
        t.equal(bytes[start + text.length], 13, 'a carriage return is behind it');
        t.ok(reader.next > at, 'it goes on');
        heads.push(text);
        at = reader.next;
      }
    }
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    return error.status;
  }
  return { heads, isEmpty: reader.isEmpty };
}

t.test('heads end at their empty lines, in whatever pieces they come', async (t) => {
  const text = textOf(['a', '\r', '\n', '\r\n', END, '\xff', '\0'], 24);
  const cut = text.chain((whole) => fc.tuple(fc.constant(whole), inPieces(whole)));
  fc.assert(
    fc.property(cut, ([whole, pieces]) => {
      const heads = whole.split(END);
      const unfinished = heads.pop();
      t.strictSame(readAll(pieces), { heads, isEmpty: unfinished === '' }, JSON.stringify(whole));
    }),
    { numRuns: 3_000, seed: 29 },
  );
});

t.test('an end is found wherever the border of two pieces lies in it', async (t) => {
  const whole = `GET / HTTP/1.1${END}`;
  for (let border = 0; border <= whole.length; border++) {
    const pieces = [latin1(whole.slice(0, border)), latin1(`${whole.slice(border)}rest`)];
    t.strictSame(readAll(pieces), { heads: ['GET / HTTP/1.1'], isEmpty: false }, `${border}`);
  }
  t.strictSame(readAll(byteByByte(whole)), { heads: ['GET / HTTP/1.1'], isEmpty: true });
});

t.test('what stands before the head and behind it in the same bytes is no part of it', async (t) => {
  const reader = new HeadReader();
  t.equal(reader.read(latin1('body\r\n\r\nGET'), 8), null);
  const head = reader.read(latin1(`..  / HTTP/1.1${END}{}`), 2);
  t.equal(head?.text, 'GET  / HTTP/1.1');
  t.equal(reader.next, 18, 'counted from the beginning of the bytes that came last');
  t.equal(reader.isEmpty, true);
});

t.test('GW-21 a head may be 16,384 bytes long and not one more, however it is cut', async (t) => {
  for (const [size, expected] of [
    [MAX_HEAD_BYTES, { heads: ['a'.repeat(MAX_HEAD_BYTES)], isEmpty: false }],
    [MAX_HEAD_BYTES + 1, 431],
  ] as const) {
    const whole = `${'a'.repeat(size)}${END}${'b'.repeat(100)}`;
    t.strictSame(readAll([latin1(whole)]), expected);
    t.strictSame(readAll(byteByByte(whole)), expected, 'byte by byte');
    for (let border = size - 2; border < size + END.length; border++) {
      const pieces = [latin1(whole.slice(0, border)), latin1(whole.slice(border))];
      t.strictSame(readAll(pieces), expected, `${size} bytes, cut at ${border}`);
    }
  }
});

t.test(
  'GW-21 no more than a head and the beginning of its end is kept of one that does not end',
  async (t) => {
    const kept = 'a'.repeat(MAX_HEAD_BYTES);
    t.strictSame(readAll([latin1(`${kept}\r\n\r`)]), { heads: [], isEmpty: false });
    t.equal(readAll([latin1(`${kept}\r\n\ra`)]), 431);
    t.equal(readAll([latin1(kept), latin1('aaaa')]), 431);
  },
);
