import t from 'tap';
import { Limiter } from '../../limits/limiter.ts';
import { apiKey } from '../../testing/unit-fixtures.ts';
import { limitKey } from './limit-key.ts';

t.test('a key is refused once its allowance is used up; no limiter is no limit', async (t) => {
  const rate = { perSecond: 1, burst: 1 };
  const limiter = new Limiter({ name: 'key', rate, maxClients: 10, now: () => 5, shared: null });
  t.equal(limitKey(limiter, apiKey({ keyId: 'a' })), null);
  t.equal(limitKey(limiter, apiKey({ keyId: 'a' })), 'key-limit-reached');
  t.equal(limitKey(limiter, apiKey({ keyId: 'b' })), null);
  t.equal(limitKey(null, apiKey({ keyId: 'a' })), null);
});
