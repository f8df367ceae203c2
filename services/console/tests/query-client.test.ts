import t from 'tap';
import { queryClient } from '../src/api/query-client.ts';

const retry = queryClient.getDefaultOptions().queries?.retry;
const isRepeated = (failures: number, error: Error) => typeof retry === 'function' && retry(failures, error);

t.test('a lost connection is tried again, twice; a whole timeout is not waited for again', async (t) => {
  t.ok(isRepeated(0, new TypeError('fetch failed')));
  t.ok(isRepeated(1, new TypeError('fetch failed')));
  t.notOk(isRepeated(2, new TypeError('fetch failed')));
  t.notOk(isRepeated(0, new DOMException('too late', 'TimeoutError')));
});
