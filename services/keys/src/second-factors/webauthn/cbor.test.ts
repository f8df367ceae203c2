import fc from 'fast-check';
import t from 'tap';
import { type CborValue, decodeCbor, decodeCborPrefix } from './cbor.ts';
import { encodeCbor } from './test-cbor.ts';

const decode = (hex: string) => decodeCbor(Buffer.from(hex, 'hex'));

t.test('examples of RFC 8949, Appendix A, that authenticators may write', async (t) => {
  const vectors: [string, CborValue][] = [
    ['00', 0],
    ['17', 23],
    ['1818', 24],
    ['1903e8', 1_000],
    ['1a000f4240', 1_000_000],
    ['1b000000e8d4a51000', 1_000_000_000_000],
    ['20', -1],
    ['3903e7', -1_000],
    ['f4', false],
    ['f5', true],
    ['f6', null],
    ['40', Buffer.alloc(0)],
    ['4401020304', Buffer.from([1, 2, 3, 4])],
    ['6449455446', 'IETF'],
    ['62c3bc', 'ü'],
    ['83010203', [1, 2, 3]],
    [
      'a201020304',
      new Map([
        [1, 2],
        [3, 4],
      ]),
    ],
    [
      'a26161016162820203',
      new Map<string, CborValue>([
        ['a', 1],
        ['b', [2, 3]],
      ]),
    ],
  ];
  for (const [hex, value] of vectors) t.same(decode(hex), value, hex);
});

t.test('KS-25: what authenticators never write is refused, however it is wrapped', async (t) => {
  const cases = {
    'an indefinite byte string': '5f42010243030405ff',
    'an indefinite text': '7f657374726561646d696e67ff',
    'an indefinite array': '9f018202039f0405ffff',
    'an indefinite map': 'bf61610161629f0203ffff',
    'a length of 2^63': '5b8000000000000000',
    'an array of 2^32 items': '9affffffff',
    'a map of 2^53 entries': 'bb0020000000000000',
    'a number above 2^53': '1b0020000000000000',
    'a tag': 'c074323031332d30332d32315432303a30343a30305a',
    'a bignum': 'c249010000000000000000',
    'a regular expression (tag 35)': 'd8236161',
    'a record definition of cbor-x (tag 105)': 'd86982014161',
    'a float': 'f93c00',
    'a double': 'fb3ff199999999999a',
    undefined: 'f7',
    'a simple value': 'f8ff',
    'a number not in its shortest form': '1817',
    'a length not in its shortest form': '590001ff',
    'an assigned-to-nobody head': '1c',
    'a lone break': 'ff',
    'a text that is no UTF-8': '61ff',
    'a key twice': 'a201020103',
    'a key that is bytes': 'a1410102',
    'something after the end': '0000',
    nothing: '',
    'half a head': '19ff',
    'half a text': '6461',
  };
  for (const [name, hex] of Object.entries(cases)) {
    t.throws(() => decode(hex), { code: 'malformed' }, name);
    t.throws(() => decode(`81${hex}`), { code: 'malformed' }, `${name} in an array`);
    t.throws(() => decode(`a100${hex}`), { code: 'malformed' }, `${name} in a map`);
  }
});

t.test('KS-25: nesting and the number of entries have bounds', async (t) => {
  const nested = (depth: number) => decode(`${'81'.repeat(depth)}00`);
  t.ok(nested(6));
  for (const depth of [7, 100, 10_000]) t.throws(() => nested(depth), { code: 'malformed' }, `${depth} deep`);
  t.throws(() => decode(`${'a100'.repeat(7)}00`), { code: 'malformed' });
  t.ok(decode(`9820${'00'.repeat(32)}`));
  t.throws(() => decode(`9821${'00'.repeat(33)}`), { code: 'malformed' });
});

t.test('what was written is read, and what follows it is told', async () => {
  const { value } = fc.letrec<{ value: CborValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', maxDepth: 4 },
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.string({ unit: 'grapheme' }),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc.array(tie('value'), { maxLength: 5 }),
      fc
        .array(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('value')), { maxLength: 5 })
        .map((entries) => new Map(entries)),
    ),
  }));
  fc.assert(
    fc.property(value, fc.uint8Array({ maxLength: 5 }), (written, rest) => {
      const read = decodeCborPrefix(Buffer.concat([encodeCbor(written), rest]));
      return encodeCbor(read.value).equals(encodeCbor(written)) && read.rest.equals(rest);
    }),
  );
});
