import t from 'tap';
import { headersOf } from '../../testing/unit-fixtures.ts';
import { readCredentials } from './read-credentials.ts';

const GOOD = ['bfx-apikey', 'ck_1', 'bfx-nonce', '17', 'bfx-signature', 'ab'];

t.test('credentials are read from exactly one of each header', async (t) => {
  const read = (...raw: string[]) => readCredentials(headersOf(...raw), '/v2/auth/r/x');
  t.same(read(...GOOD), { keyId: 'ck_1', signature: 'ab', nonce: 17, signedText: '/api/v2/auth/r/x17' });
  t.equal(read(...GOOD, 'BFX-NONCE', '17'), 'headers-malformed');
  t.equal(read(...GOOD, 'content-encoding', 'gzip'), 'body-encoded');
  t.same(read(...GOOD, 'bfx-token', 'x'), { token: 'x' }, 'a token wins over a key');
  t.same(
    read('bfx-token', 'x', 'bfx-nonce', '1e3'),
    { token: 'x' },
    'what stands beside it is not looked at',
  );
  t.equal(read('bfx-token', 'x', 'BFX-Token', 'x'), 'headers-malformed');
  t.equal(read('bfx-token', 'a b'), 'headers-malformed');
  t.equal(read(...GOOD.slice(0, 4)), 'credentials-missing');
  t.equal(read(), 'credentials-missing');
  t.equal(read('bfx-apikey', 'a b', ...GOOD.slice(2)), 'headers-malformed');
  t.equal(read(...GOOD.slice(0, 2), 'bfx-nonce', '1e3', ...GOOD.slice(4)), 'nonce-malformed');
});
