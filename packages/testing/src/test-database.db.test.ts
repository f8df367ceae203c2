import t from 'tap';
import { testDatabase } from './index.ts';

t.test('every test file has a database of its own at the newest schema', async (t) => {
  const database = await testDatabase(t);
  const rows = await database.query<{ n: string }>('select count(*) as n from key_states');
  t.same(rows, [{ n: '0' }]);
});
