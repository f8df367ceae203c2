import { randomBytes } from 'node:crypto';
import t from 'tap';
import { mintRecoveryCode, recoveryCodeDigest } from './recovery-code.ts';

t.test('a recovery code is 100 random bits in five groups that cannot be misread', async (t) => {
  const codes = Array.from({ length: 1_000 }, () => mintRecoveryCode(randomBytes).expose());
  for (const code of codes) t.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
  t.equal(new Set(codes).size, codes.length);
});

t.test('however it is typed, it is the same code', async (t) => {
  const digest = recoveryCodeDigest('7K01-9QXT-0000-1111-ABCD');
  for (const typed of ['7k019qxt00001111abcd', '7KOI-9QXT-OOOO-LLLL-ABCD', '7koi9qxtOOOOIIIIabcd']) {
    t.same(recoveryCodeDigest(typed), digest, typed);
  }
  t.notSame(recoveryCodeDigest('7K01-9QXT-0000-1111-ABCE'), digest);
});
