import t from 'tap';
import { totpCode } from '../../http/test-app.ts';
import { matchTimeStep, otpauthUri, toBase32 } from './totp-adapter.ts';

const secret = Buffer.from('12345678901234567890', 'ascii');
const at = (seconds: number) => new Date(seconds * 1_000);
const codeOf = (step: number) => totpCode(toBase32(secret), step);

t.test('the codes are those of RFC 6238, Appendix B', async (t) => {
  const vectors = [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ] as const;
  for (const [seconds, code] of vectors) {
    const step = Math.floor(seconds / 30);
    t.equal(codeOf(step), code);
    t.equal(matchTimeStep(secret, code, { now: at(seconds), afterTimeStep: 0 }), step);
  }
});

t.test(
  'KS-08: the steps t-1, t and t+1 are accepted, t-2 and t+2 are not, at any second of the step',
  async (t) => {
    for (const second of [0, 1, 15, 29]) {
      const match = (offset: number) =>
        matchTimeStep(secret, codeOf(1_000 + offset), { now: at(30_000 + second), afterTimeStep: 0 });
      t.same([-2, -1, 0, 1, 2].map(match), [null, 999, 1_000, 1_001, null]);
    }
  },
);

t.test('a step counts only above the last one accepted', async (t) => {
  const match = (afterTimeStep: number) =>
    matchTimeStep(secret, codeOf(1_000), { now: at(30_000), afterTimeStep });
  t.same([999, 1_000, 1_001].map(match), [1_000, null, null]);
});

t.test('KS-09: a clock that jumped back is a no, not an error', async (t) => {
  t.equal(matchTimeStep(secret, codeOf(998), { now: at(29_940), afterTimeStep: 1_000 }), null);
});

t.test('KS-11: a wrong code is a no, and so is one that is no code', async (t) => {
  for (const code of ['000000', '', '12345', '1234567', 'abcdef', '１２３４５６', ' 12345']) {
    t.equal(matchTimeStep(secret, code, { now: at(30_000), afterTimeStep: 0 }), null, code);
  }
});

t.test('the URI is what authenticator apps read', async (t) => {
  const uri = new URL(otpauthUri(secret, { issuer: 'Acme & Co: Keys', email: 'ada+1@example.com' }));
  t.equal(uri.protocol, 'otpauth:');
  t.equal(uri.host, 'totp');
  t.equal(decodeURIComponent(uri.pathname), '/Acme & Co: Keys:ada+1@example.com');
  t.equal(uri.searchParams.get('secret'), 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
  t.equal(uri.searchParams.get('issuer'), 'Acme & Co: Keys');
});
