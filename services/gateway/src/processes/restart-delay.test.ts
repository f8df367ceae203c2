import t from 'tap';
import { restartDelayMs } from './restart-delay.ts';

t.test('a worker that keeps dying is started ever less often, but always within ten seconds', async (t) => {
  const delays = [1, 2, 3, 4, 5, 6, 7, 8, 1_000, 100_000].map(restartDelayMs);
  t.same(delays.slice(0, 3), [200, 400, 800]);
  t.same(
    delays,
    delays.toSorted((a, b) => a - b),
  );
  t.equal(delays.at(-1), 10_000);
});
