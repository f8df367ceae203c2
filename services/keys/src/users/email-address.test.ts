import t from 'tap';
import { canonicalEmail } from './email-address.ts';

t.test('an address is found again whatever its case', async (t) => {
  t.equal(canonicalEmail('Ada.Lovelace+keys@Example.COM'), 'ada.lovelace+keys@example.com');
  t.equal(canonicalEmail("o'brien@mail.example.co.uk"), "o'brien@mail.example.co.uk");
  t.equal(canonicalEmail('x@xn--bcher-kva.example'), 'x@xn--bcher-kva.example');
});

t.test('KS-70: an address that mail systems could read in two ways is none', async (t) => {
  const refused = [
    '"evil@evil.com x"@example.com',
    'u@example.com <evil@evil.com>',
    '<u@example.com>',
    'g: evil@evil.com;',
    'u@example.com, evil@evil.com',
    'u@example.com;evil@evil.com',
    'u(comment)@example.com',
    'u@(comment)example.com',
    'u@example.com(comment)',
    'u@[192.0.2.1]',
    'u@192.0.2.1',
    'u@localhost',
    'u@example.com\r\nBcc: evil@evil.com',
    'u@exam\u0000ple.com',
    ' u@example.com',
    'u@example.com ',
    'u @example.com',
    'u@@example.com',
    'u@example..com',
    '.u@example.com',
    'u.@example.com',
    'u..v@example.com',
    'u@-example.com',
    'u@example-.com',
    'u@example.com.',
    'u\\@example.com',
    'ü@example.com',
    'u@exämple.com',
    'u@ex\u0430mple.com',
    '\u212Aelvin@example.com',
    'u%evil.com@[x]',
    '@example.com',
    'u@',
    '',
    `${'a'.repeat(65)}@example.com`,
    `u@${'a'.repeat(64)}.com`,
    `u@${`${'a'.repeat(60)}.`.repeat(5)}com`,
  ];
  for (const address of refused) t.equal(canonicalEmail(address), null, JSON.stringify(address));
});

t.test('KS-76: the worst input of 64 KB is refused like any other', async (t) => {
  const worst = [
    'a.'.repeat(32_768),
    `${'a'.repeat(65_536)}@`,
    `a@${'a-'.repeat(32_768)}`,
    'a@'.repeat(32_768),
  ];
  for (const text of worst) t.equal(canonicalEmail(text), null);
  for (const text of worst) t.equal(canonicalEmail(text.slice(0, 253)), null);
});
