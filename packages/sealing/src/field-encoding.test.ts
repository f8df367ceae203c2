import fc from 'fast-check';
import t from 'tap';
import { encodeFields } from './field-encoding.ts';

/** Reads the fields back; that this is possible is what makes the encoding injective. */
function decodeFields(bytes: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 0; at < bytes.byteLength; ) {
    const end = at + 4 + bytes.readUInt32BE(at);
    fields.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return fields;
}

const field = fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array());
const asBytes = (value: string | Uint8Array) => Buffer.from(value as string);

t.test('every list of fields can be read back from its encoding, so no two lists share one', async (t) => {
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      t.same(decodeFields(encodeFields(fields)), fields.map(asBytes));
    }),
  );
});

t.test('moving bytes across a border, or adding an empty field, changes the encoding', async (t) => {
  const lists = [['ab', 'c'], ['a', 'bc'], ['abc'], ['abc', ''], ['', 'abc'], [], [''], ['', '']];
  const encodings = new Set(lists.map((fields) => encodeFields(fields).toString('hex')));
  t.equal(encodings.size, lists.length);
});

t.test(
  'text that UTF-8 cannot carry is refused: every lone surrogate would give the same bytes',
  async (t) => {
    t.throws(() => encodeFields(['\ud800']), /well-formed/);
    t.throws(() => encodeFields(['ok', 'a\udfffb']), /well-formed/);
    t.ok(encodeFields(['\u{1f511}']));
  },
);
