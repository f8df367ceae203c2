import { randomBytes } from 'node:crypto';
import t from 'tap';
import { createPasswordHasher } from './hash-password.ts';
import { formatPasswordHash, parsePasswordHash } from './password-hash.ts';

const cost = { memory: 8, passes: 1, parallelism: 1 };

t.test('a hash is stored with its parameters, in the PHC format, and OWASP’s least by default', async (t) => {
  const stored = await createPasswordHasher({ randomBytes }).hash('correct horse');
  t.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  t.equal(formatPasswordHash(parsePasswordHash(stored)), stored);
});

t.test('only the password that was hashed is right', async (t) => {
  const hasher = createPasswordHasher({ randomBytes, cost });
  const stored = await hasher.hash('correct horse');
  t.equal(await hasher.isCorrect('correct horse', stored), true);
  t.equal(await hasher.isCorrect('Correct horse', stored), false);
  t.not(await hasher.hash('correct horse'), stored, 'and no two hashes are alike');
});

t.test('hashes of an earlier cost stay valid when the cost is raised', async (t) => {
  const stored = await createPasswordHasher({ randomBytes, cost }).hash('correct horse');
  const dearer = createPasswordHasher({ randomBytes, cost: { ...cost, memory: 64, passes: 2 } });
  t.equal(await dearer.isCorrect('correct horse', stored), true);
});

t.test('no password is right for an account that does not exist', async (t) => {
  const hasher = createPasswordHasher({ randomBytes, cost });
  t.equal(await hasher.isCorrect('correct horse', null), false);
});

t.test('a flood is turned away instead of piling up', async (t) => {
  const hasher = createPasswordHasher({ randomBytes, cost, concurrency: 1, waitingMax: 3 });
  const results = await Promise.allSettled(Array.from({ length: 10 }, () => hasher.hash('correct horse')));
  const refused = results.filter((result) => result.status === 'rejected');
  t.equal(refused.length, 6);
  for (const { reason } of refused) t.match(reason, { code: 'service-unavailable' });
  t.equal(await hasher.isCorrect('x', await hasher.hash('x')), true, 'and then it goes on');
});

t.test('a stored hash that was tampered with is an error, never a match', async (t) => {
  const hasher = createPasswordHasher({ randomBytes, cost });
  await t.rejects(hasher.isCorrect('x', '$argon2id$v=19$m=8,t=1,p=1$$'), /malformed/);
  await t.rejects(hasher.isCorrect('x', ''), /malformed/);
});
