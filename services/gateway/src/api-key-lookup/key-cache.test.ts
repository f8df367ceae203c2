import t from 'tap';
import { apiKey } from '../testing/unit-fixtures.ts';
import { KeyCache } from './key-cache.ts';
import { UnknownKeys } from './unknown-keys.ts';

const key = (keyId: string, version = 1) => apiKey({ keyId, version });

t.test('never more keys than the bound; what leaves is overwritten, what is in use stays', async (t) => {
  const cache = new KeyCache(2);
  const [a, b, c] = [key('a'), key('b'), key('c')];
  cache.put(a);
  cache.put(b);
  cache.get('a');
  cache.put(c);
  t.equal(cache.size, 2);
  t.same(
    [a, b, c].map(({ verifier }) => verifier.isZeroed),
    [false, true, false],
  );
  t.equal(cache.get('b'), undefined);
});

t.test('an older version never replaces a newer one, and a used nonce stays used', async (t) => {
  const cache = new KeyCache(10);
  const [second, first, third] = [key('a', 2), key('a', 1), key('a', 3)];
  cache.put(second);
  second.highestNonce = 17;
  t.equal(cache.put(first), second);
  t.ok(first.verifier.isZeroed);
  t.equal(cache.put(third), third);
  t.ok(second.verifier.isZeroed);
  t.equal(third.highestNonce, 17);
});

t.test('GW-41 GW-42 unknown keys are remembered for a while and never more than the bound', async (t) => {
  const unknown = new UnknownKeys(3, 1_000);
  for (let i = 0; i < 1_000; i++) unknown.add(String(i), 0);
  t.equal(unknown.size, 3);
  t.ok(unknown.has('999', 999));
  t.notOk(unknown.has('999', 1_000));
  t.notOk(unknown.has('1', 0));
});
