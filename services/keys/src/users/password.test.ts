import fc from 'fast-check';
import t from 'tap';
import { canonicalPassword, passwordFault } from './password.ts';
import { isPredictable } from './predictable-text.ts';

const CONTEXT = { email: 'adalovelace@example.com', platformName: 'Acme Markets', minLength: 15 };
const codeOf = (password: string, context = {}) =>
  passwordFault(canonicalPassword(password), { ...CONTEXT, ...context })?.code ?? null;

t.test('length is what counts: no rule about kinds of characters', async (t) => {
  t.equal(codeOf('rkwnfpqarkwnfpqx'), null);
  t.equal(codeOf('  spaces are fine  '), null);
  t.equal(codeOf('пароль-не-из-списка'), null);
  t.equal(codeOf('8251947360258149'), null);
  t.equal(codeOf('correct horse battery staple '.repeat(9).slice(0, 256)), null);
});

t.test('a password that is too short, too long or broken is refused with its reason', async (t) => {
  t.equal(codeOf('rkwnfpqarkwnfp'), 'too-short');
  t.equal(codeOf('rkwnfpqa', { minLength: 8 }), null);
  t.equal(codeOf('ab1'.repeat(86)), 'too-long');
  t.equal(codeOf('half a character \ud83d'), 'not-well-formed');
});

t.test('what leaked is refused as a whole, whatever its case; a part of it is not', async (t) => {
  t.equal(codeOf('passwordpassword'), 'too-common');
  t.equal(codeOf('30SecondsToMars'), 'too-common');
  t.equal(codeOf('Perasperaadastra'), 'too-common');
  t.equal(codeOf('sunshine', { minLength: 8 }), 'too-common');
  t.equal(codeOf('a sunshine password for me'), null);
});

t.test('what takes a rule and no list to guess is refused at any length', async (t) => {
  for (const password of [
    'aaaaaaaaaaaaaaaa',
    'abababababababababab',
    'hunter2hunter2hunter2',
    'qwertyuiopasdfghjklzxcvbnm',
    'abcdefghijklmnopqrstuvwxyz',
    '9876543210123456789',
    '1qaz2wsx3edc4rfv',
    'QwertyQwertyQwerty',
  ]) {
    t.equal(codeOf(password), 'too-common', password);
  }
});

t.test('the address and the name of the platform are no passwords, nor with something added', async (t) => {
  t.equal(codeOf('AdaLovelace@Example.com'), 'is-email');
  t.equal(codeOf('adalovelace1815'), 'is-email');
  t.equal(codeOf('!!AdaLovelace2026!!'), 'is-email');
  t.equal(codeOf('AdaLovelaceAdaLovelace'), 'is-email');
  t.equal(codeOf('acme markets 2026'), 'is-platform-name');
  t.equal(codeOf('ada lovelace likes horses'), null);
  t.equal(codeOf('completely different', { email: 'c@example.com' }), null);
});

t.test('characters are counted as people count them, not as bytes or halves', async (t) => {
  t.equal(codeOf('🗝️🐎🔋', { minLength: 8 }), 'too-short');
  t.equal(codeOf('🐎🔋📎🌲🗝🎷🦊', { minLength: 8 }), 'too-short');
  t.equal(codeOf('🐎🔋📎🌲🗝🎷🦊🍋', { minLength: 8 }), null);
});

t.test('the same password typed on another keyboard is the same password, and no other is', async (t) => {
  t.equal(canonicalPassword('cafe\u0301 au lait'), canonicalPassword('caf\u00e9 au lait'));
  t.not(canonicalPassword('x²'), canonicalPassword('x2'), 'NFC, not NFKC');
});

t.test('a password that nobody could guess is not taken for a pattern', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
      const text = Buffer.from(bytes).toString('base64url').toLowerCase();
      return new Set(text).size < 8 || !isPredictable(text);
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 7 }), fc.integer({ min: 3, max: 30 }), (unit, times) =>
      isPredictable(unit.repeat(times)),
    ),
  );
});

t.test('KS-76: the longest password there is is judged like any other', async (t) => {
  const worst = [
    'a'.repeat(256),
    'ab'.repeat(128),
    `${'qwer'.repeat(63)}qwe!`,
    '1q2w3e4r'.repeat(32),
    'aab'.repeat(85),
  ];
  t.same(
    worst.map((password) => codeOf(password)),
    ['too-common', 'too-common', null, 'too-common', 'too-common'],
  );
});
