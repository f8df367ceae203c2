import t from 'tap';
import { BatchedRead } from './batched-read.ts';

const options = { maxKeysAStatement: 3, maxStatements: 1, maxWaiting: 5, deadlineMs: 5_000 };

t.test('look-ups of one turn go out together, each key once', async (t) => {
  const asked: (readonly string[])[] = [];
  const read = async (keyIds: readonly string[]) => {
    asked.push(keyIds);
    return new Map(keyIds.filter((keyId) => keyId !== 'none').map((keyId) => [keyId, keyId.toUpperCase()]));
  };
  const batched = new BatchedRead({ ...options, read });
  const found = await Promise.all(['a', 'b', 'a', 'none', 'c'].map((keyId) => batched.get(keyId)));
  t.same(found, ['A', 'B', 'A', null, 'C']);
  t.same(asked, [['a', 'b', 'none'], ['c']]);
});

t.test(
  'a statement that fails fails its own look-ups only, and one that hangs nobody for ever',
  async (t) => {
    const results: (() => Promise<Map<string, number>>)[] = [
      () => Promise.reject(new Error('away')),
      () => Promise.resolve(new Map([['b', 1]])),
      () => new Promise(() => {}),
    ];
    const read = () => results.shift()?.() ?? Promise.resolve(new Map());
    const batched = new BatchedRead<number>({ ...options, deadlineMs: 500, read });
    await t.rejects(batched.get('a'), /away/);
    t.equal(await batched.get('b'), 1);
    await t.rejects(batched.get('c'), /in time/);
  },
);

t.test('an answer that comes after its look-up was given up answers no later look-up', async (t) => {
  const first = Promise.withResolvers<Map<string, number>>();
  const second = Promise.withResolvers<Map<string, number>>();
  const answers = [first.promise, second.promise];
  const read = () => answers.shift() ?? Promise.resolve(new Map<string, number>());
  const batched = new BatchedRead<number>({ ...options, maxStatements: 2, deadlineMs: 500, read });
  await t.rejects(batched.get('a'), /in time/);
  const again = batched.get('a');
  first.resolve(new Map([['a', 1]]));
  second.resolve(new Map([['a', 2]]));
  t.equal(await again, 2);
});

t.test('a reading that must be fresh is shared only by those who asked before it began', async (t) => {
  const answers = ['before', 'after'].map((value) => ({
    value,
    ...Promise.withResolvers<Map<string, string>>(),
  }));
  const asked = [...answers];
  const read = () => asked.shift()?.promise ?? Promise.reject(new Error('asked too often'));
  const batched = new BatchedRead<string>({ ...options, maxStatements: 2, isFresh: true, read });
  const early = [batched.get('a'), batched.get('a')];
  await new Promise((resolve) => setImmediate(resolve));
  t.equal(asked.length, 1, 'one reading for both');
  const late = batched.get('a');
  for (const { value, resolve } of answers) resolve(new Map([['a', value]]));
  t.same(await Promise.all([...early, late]), ['before', 'before', 'after']);
});

t.test('more waiting keys than the bound are refused at once', async (t) => {
  const batched = new BatchedRead<number>({ ...options, deadlineMs: 20, read: () => new Promise(() => {}) });
  const waiting = Array.from({ length: 5 }, (_, index) => batched.get(String(index)).catch(() => 'late'));
  await t.rejects(batched.get('one more'), /too many/);
  t.same(await Promise.all(waiting), Array(5).fill('late'));
});
