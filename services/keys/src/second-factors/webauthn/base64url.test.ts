import fc from 'fast-check';
import t from 'tap';
import { decodeBase64Url } from './base64url.ts';

t.test('bytes come back as they went in', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) =>
      decodeBase64Url(Buffer.from(bytes).toString('base64url'), 100).equals(bytes),
    ),
  );
});

t.test('a value has one spelling, and too many bytes have none', async (t) => {
  t.same(decodeBase64Url('_-8', 2), Buffer.from([0xff, 0xef]));
  for (const text of ['_-8=', '/+8', '_-9', '_-8 ', ' _-8', '_-8\n', '_', 'é', '_-8.AA']) {
    t.throws(() => decodeBase64Url(text, 100), { code: 'malformed' }, JSON.stringify(text));
  }
  t.throws(() => decodeBase64Url('AAAA', 2), { code: 'malformed' });
});
