import t from 'tap';
import { backoffMs, failuresInARow, STABLE_MS } from './backoff.ts';

t.test('the wait doubles with each failure in a row, up to a cap', async (t) => {
  t.same([1, 2, 3, 4].map(backoffMs), [250, 500, 1_000, 2_000]);
  t.equal(backoffMs(1_000), 15_000);
});

t.test('a process that ran well starts the count anew', async (t) => {
  t.equal(failuresInARow(7, STABLE_MS - 1), 8);
  t.equal(failuresInARow(7, STABLE_MS), 1);
});
