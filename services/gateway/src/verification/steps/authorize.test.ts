import t from 'tap';
import { apiKey } from '../../testing/unit-fixtures.ts';
import { authorize } from './authorize.ts';

t.test('a key may what its route takes and nothing else', async (t) => {
  const key = apiKey({ permissions: ['orders:read'] });
  t.equal(authorize(key, { path: '/a', permission: 'orders:read' }), null);
  t.equal(authorize(key, { path: '/a', permission: 'any' }), null);
  t.equal(authorize(key, { path: '/a', permission: 'orders:write' }), 'permission-missing');
  t.equal(authorize(key, null), 'route-unlisted');
});
