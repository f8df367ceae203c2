import t from 'tap';
import { apiKey } from '../../testing/unit-fixtures.ts';
import { checkStatus } from './check-status.ts';

t.test('a key that is known to be revoked is refused', async (t) => {
  t.equal(checkStatus(apiKey()), null);
  t.equal(checkStatus(apiKey({ status: 'revoked' })), 'key-revoked');
});
