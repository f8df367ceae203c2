import t from 'tap';
import { isPlainAddress } from './mail-address.ts';

t.test('KS-70: one plain address passes, and nothing that could be read as another', async (t) => {
  for (const address of [
    'ada@example.com',
    'a.b+c@mail.example.co.uk',
    "o'neil@example.com",
    'jörg@bücher.example',
    'x@localhost',
  ]) {
    t.ok(isPlainAddress(address), address);
  }
  for (const address of [
    '',
    'ada',
    '@example.com',
    'ada@',
    'ada@@example.com',
    '.ada@example.com',
    'a..b@example.com',
    'ada@example..com',
    'ada@-example.com',
    '"evil@evil.com x"@example.com',
    'u@example.com <evil@evil.com>',
    'g: evil@evil.com;',
    'a@example.com, b@example.com',
    'a(b)@example.com',
    'a@(b)example.com',
    'a@[127.0.0.1]',
    'a b@example.com',
    'a@example.com\n',
    'a@example.com\0',
    `${'a'.repeat(65)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
  ]) {
    t.notOk(isPlainAddress(address), JSON.stringify(address));
  }
});

t.test('KS-76: a long address takes no time', async (t) => {
  const begun = performance.now();
  for (const piece of ['a', 'a.', '.', 'a@', '-']) isPlainAddress(`${piece.repeat(50_000)}@example.com`);
  t.ok(performance.now() - begun < 2_000);
});
