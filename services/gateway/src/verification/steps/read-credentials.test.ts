import t from 'tap';
import { headersOf } from '../../testing/unit-fixtures.ts';
import { readCredentials } from './read-credentials.ts';

const GOOD = ['bfx-apikey', 'ck_1', 'bfx-nonce', '17', 'bfx-signature', 'ab'];

t.test('credentials are read from exactly one of each header', async (t) => {
  t.same(readCredentials(headersOf(...GOOD)), { keyId: 'ck_1', signature: 'ab', nonceText: '17', nonce: 17 });
  t.equal(readCredentials(headersOf(...GOOD, 'BFX-NONCE', '17')), 'headers-malformed');
  t.equal(readCredentials(headersOf(...GOOD, 'content-encoding', 'gzip')), 'body-encoded');
  t.equal(readCredentials(headersOf(...GOOD, 'bfx-token', 'x')), 'token-unknown');
  t.equal(readCredentials(headersOf(...GOOD.slice(0, 4))), 'credentials-missing');
  t.equal(readCredentials(headersOf()), 'credentials-missing');
  t.equal(readCredentials(headersOf('bfx-apikey', 'a b', ...GOOD.slice(2))), 'headers-malformed');
  t.equal(
    readCredentials(headersOf(...GOOD.slice(0, 2), 'bfx-nonce', '1e3', ...GOOD.slice(4))),
    'nonce-malformed',
  );
});
