import t from 'tap';
import { UnknownKeys } from './unknown-keys.ts';

t.test('GW-41 a key ID is known to be unknown for a moment only: it may be made any time', async (t) => {
  const unknown = new UnknownKeys(10, 1_000);
  unknown.add('a', 0);
  t.ok(unknown.has('a', 999));
  t.notOk(unknown.has('a', 1_000));
  t.equal(unknown.size, 0);
});

t.test('GW-41 GW-42 however many key IDs are made up, few are remembered, the latest of them', async (t) => {
  const unknown = new UnknownKeys(10, 1_000);
  for (let made = 0; made < 1_000; made++) unknown.add(String(made), 0);
  t.equal(unknown.size, 10);
  t.ok(unknown.has('999', 1));
  t.notOk(unknown.has('989', 1));
});
