import fc from 'fast-check';
import t from 'tap';
import { inPieces, latin1 } from '../testing/pieces.ts';
import { type Head, HeadReader } from './head-reader.ts';
import { eachHeaderLine } from './header-lines-of.ts';
import { MessageFault } from './message-fault.ts';

const FIRST = 'GET / HTTP/1.1\r\n';
const IS_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]$/;
/** RFC 9110 §5.5 and RFC 9112 §5, as one expression for a whole line. */
const LINE =
  /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*((?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?)[\t ]*$/;

type Lines = [name: string, value: string][];

function linesOf(head: Head): Lines | null {
  const lines: Lines = [];
  try {
    eachHeaderLine(head, FIRST.length, (name, value) => lines.push([name, value]));
  } catch (error) {
    if (!(error instanceof MessageFault)) throw error;
    return null;
  }
  return lines;
}

/** `null` for a fault. */
function read(lines: string): Lines | null {
  const head = new HeadReader().read(latin1(`${FIRST}${lines}\r\n\r\n`), 0);
  if (head === null) throw new Error('a head without an end');
  return linesOf(head);
}

const everyByte = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
const isControl = (byte: string) => (byte < ' ' && byte !== '\t') || byte === '\x7f';

t.test('a name is of the letters of a token and of nothing else, at each of its places', async (t) => {
  for (const byte of everyByte) {
    for (const name of [byte, `${byte}x`, `x${byte}`, `x${byte}x`]) {
      // A colon ends the name, and what follows it is the value.
      const expected = IS_NAME.test(byte)
        ? [
            ['a', '1'],
            [name, '2'],
            ['b', '3'],
          ]
        : null;
      if (byte === ':' && name !== ':' && name !== ':x') continue;
      t.strictSame(read(`a: 1\r\n${name}: 2\r\nb: 3`), expected, JSON.stringify(name));
    }
  }
});

t.test('GW-09 no control character but a tab is in a value, at none of its places', async (t) => {
  for (const byte of everyByte.filter(isControl)) {
    for (const value of [byte, `${byte}x`, `x${byte}`, `x${byte}x`, ` ${byte} x`, `x ${byte} `]) {
      t.equal(read(`a: ${value}\r\nb: 3`), null, JSON.stringify(value));
      t.equal(read(`b: 3\r\na: ${value}`), null, `${JSON.stringify(value)}, last`);
    }
  }
});

t.test('any other byte of a value is kept as it came, the ones above ASCII too', async (t) => {
  for (const byte of everyByte.filter((byte) => !isControl(byte) && byte !== ' ' && byte !== '\t')) {
    for (const value of [byte, `${byte}x`, `x${byte}`, `x ${byte}\tx`]) {
      t.strictSame(
        read(`a: ${value}\r\nb: 3`),
        [
          ['a', value],
          ['b', '3'],
        ],
        JSON.stringify(value),
      );
    }
  }
});

t.test('blanks and tabs around a value are no part of it; nothing else is taken for one', async (t) => {
  for (const blanks of ['', ' ', '\t', '  ', ' \t ', '\t\t']) {
    for (const value of ['', 'x', 'x y', 'x\ty', 'x:y', ':', '\xa0', '\xa0x\xa0', '"x "']) {
      t.strictSame(
        read(`a:${blanks}${value}${blanks}\r\nb:`),
        [
          ['a', value],
          ['b', ''],
        ],
        blanks + value,
      );
    }
  }
});

t.test('GW-09 a line that is none is a fault, wherever it stands', async (t) => {
  const faults: Record<string, string> = {
    'an empty name': ': 1',
    'a colon and nothing else': ':',
    'no colon': 'x',
    'no colon, but blanks': 'x 1',
    'a blank before the colon': 'x : 1',
    'a tab before the colon': 'x\t: 1',
    'a line that goes on': 'x: 1\r\n 2',
    'a line that goes on with a tab': 'x: 1\r\n\t2',
    'a line that goes on with nothing': 'x: 1\r\n ',
    'a blank before the name': ' x: 1',
    'a bare line feed': 'x: 1\ny: 2',
    'a bare carriage return': 'x: 1\ry: 2',
    'a line feed and a carriage return': 'x: 1\n\ry: 2',
    'two carriage returns': 'x: 1\r\r\ny: 2',
    'a bare line feed at the end': 'x: 1\n',
    'a bare carriage return at the end': 'x: 1\r',
  };
  for (const [name, line] of Object.entries(faults)) {
    for (const lines of [line, `a: 1\r\n${line}`, `${line}\r\nb: 1`, `a: 1\r\n${line}\r\nb: 1`]) {
      t.equal(read(lines), null, `${name}: ${JSON.stringify(lines)}`);
    }
  }
});

t.test('no headers are none', async (t) => {
  t.strictSame(read(''), []);
});

t.test('what is read is what the grammar says, for all short texts of the letters that matter', async (t) => {
  const letters = ['a', ':', ' ', '\t', '\r\n', '\r', '\n', '\0', '\xe9'];
  const differ: string[] = [];
  let valid = 0;
  const compare = (lines: string) => {
    const expected = lines.split('\r\n').map((line) => LINE.exec(line)?.slice(1) ?? null);
    const isValid = expected.every((line) => line !== null);
    if (isValid) valid++;
    if (JSON.stringify(read(lines)) !== JSON.stringify(isValid ? expected : null)) differ.push(lines);
  };
  const extend = (lines: string, missing: number) => {
    for (const letter of letters) {
      const longer = lines + letter;
      // These two end the head, and the rest is no part of it.
      if (longer.startsWith('\r\n') || longer.includes('\r\n\r\n')) continue;
      if (!longer.endsWith('\r\n')) compare(longer);
      if (missing > 1) extend(longer, missing - 1);
    }
  };
  extend('', 6);
  t.strictSame(differ, []);
  t.ok(valid > 900, `${valid} of them are lines`);
});

t.test('lines are read alike in whatever pieces the head came, and wherever it lies in them', async (t) => {
  const blanks = fc.constantFrom('', ' ', '\t', ' \t ');
  const value = fc.constantFrom('', '1', 'x y', 'x\t:y', '\xff\x80', 'a'.repeat(40));
  const name = fc.constantFrom('a', 'Content-Length', "!#$%&'*+-.^_`|~09", 'z'.repeat(40));
  const lines = fc.array(fc.tuple(name, blanks, value, blanks), { maxLength: 6 });
  const cut = lines.chain((all) => {
    const text = all.map(([name, before, value, after]) => `\r\n${name}:${before}${value}${after}`).join('');
    const expected: Lines = all.map(([name, , value]) => [name, value]);
    return fc.tuple(fc.constant(expected), inPieces(`before${FIRST.trim()}${text}\r\n\r\nx: behind\r\n`));
  });
  fc.assert(
    fc.property(cut, ([expected, pieces]) => {
      const reader = new HeadReader();
      let skip = 'before'.length;
      for (const piece of pieces) {
        const at = Math.min(skip, piece.length);
        skip -= at;
        const head = at < piece.length ? reader.read(piece, at) : null;
        if (head === null) continue;
        t.strictSame(linesOf(head), expected);
        return;
      }
      t.fail('no head');
    }),
    { numRuns: 1_000, seed: 29 },
  );
});
