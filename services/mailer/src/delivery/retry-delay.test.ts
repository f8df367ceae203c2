import t from 'tap';
import { retryDelaySeconds } from './retry-delay.ts';

t.test('the delay doubles from two seconds to a minute and is spread over its upper half', async (t) => {
  const spread = [1, 2, 3, 4, 5, 6, 7, 1_000].map((attempt) => [
    retryDelaySeconds(attempt, 0),
    retryDelaySeconds(attempt, 1),
  ]);
  t.strictSame(spread, [
    [1, 2],
    [2, 4],
    [4, 8],
    [8, 16],
    [16, 32],
    [30, 60],
    [30, 60],
    [30, 60],
  ]);
});
