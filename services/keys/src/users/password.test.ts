import t from 'tap';
import { canonicalPassword, passwordFault } from './password.ts';

const EMAIL = 'adalovelace@example.com';
const codeOf = (password: string) =>
  passwordFault(canonicalPassword(password), { email: EMAIL })?.code ?? null;

t.test('length is what counts: no rule about kinds of characters', async (t) => {
  t.equal(codeOf('rkwnfpqa'), null);
  t.equal(codeOf('  spaces are fine  '), null);
  t.equal(codeOf('пароль-не-из-списка'), null);
  t.equal(codeOf('a1'.repeat(128).replace('a', 'b')), null);
});

t.test('a password that is too short, too long or too easy is refused with its reason', async (t) => {
  t.equal(codeOf('rkwnfpq'), 'too-short');
  t.equal(codeOf('ab1'.repeat(86)), 'too-long');
  t.equal(codeOf('PassWord123'), 'too-common');
  t.equal(codeOf('aaaaaaaaaaaa'), 'too-common');
  t.equal(codeOf('AdaLovelace@Example.com'), 'is-email');
  t.equal(codeOf('adalovelace'), 'is-email');
  t.equal(codeOf('half a character \ud83d'), 'not-well-formed');
});

t.test('characters are counted as people count them, not as bytes or halves', async (t) => {
  t.equal(codeOf('🗝️🐎🔋'), 'too-short');
  t.equal(codeOf('🐎'.repeat(4)), 'too-short');
  t.equal(codeOf('🐎🔋📎🌲🐎🔋📎🌲'), null);
});

t.test('the same password typed on another keyboard is the same password', async (t) => {
  t.equal(canonicalPassword('cafe\u0301 au lait'), canonicalPassword('caf\u00e9 au lait'));
});
