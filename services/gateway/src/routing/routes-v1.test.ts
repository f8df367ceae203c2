import { PERMISSIONS, type Permission } from '@countersign/permissions';
import t from 'tap';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { BITFINEX_V1_PROFILE } from '../profiles/bitfinex-v1/profile.ts';
import { authorize } from '../verification/steps/authorize.ts';
import { ALSO_BY_GET_V1, ROUTES_V1 } from './routes-v1.ts';

const { checkMethod, checkPath, routes } = BITFINEX_V1_PROFILE;
const keyWith = (permissions: readonly Permission[]) => ({ permissions }) as ApiKey;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

t.test('GW-67 REST v1: every route, every permission, every method', async (t) => {
  for (const [name, needed] of ROUTES_V1) {
    const path = `/v1/${name}`;
    t.equal(checkPath(path), null, path);
    for (const permission of PERMISSIONS) {
      const rejection = authorize(keyWith([permission]), routes.find(path));
      const isAllowed = needed === 'any' || permission === needed;
      if ((rejection === null) !== isAllowed) t.fail(`${path} with ${permission}: ${rejection}`);
    }
    for (const method of METHODS) {
      const isAllowed = method === 'POST' || (method === 'GET' && ALSO_BY_GET_V1.has(path));
      if ((checkMethod(method, path) === null) !== isAllowed) t.fail(`${method} ${path}`);
    }
  }
  t.equal(new Set(ROUTES_V1.map(([path]) => path)).size, ROUTES_V1.length, 'each route stands once');
});

t.test('GW-67 REST v1: a route that is dropped, or takes another permission, is noticed', async (t) => {
  const counts: Record<string, number> = {};
  for (const [, permission] of ROUTES_V1) counts[permission] = (counts[permission] ?? 0) + 1;
  t.same(counts, {
    ...{ any: 1, 'account:read': 3, 'history:read': 4, 'withdraw:write': 1 },
    ...{ 'wallets:read': 1, 'wallets:write': 3, 'orders:read': 3, 'orders:write': 6 },
    ...{ 'positions:read': 2, 'positions:write': 2, 'funding:read': 8, 'funding:write': 6 },
  });
});

t.test('GW-67 REST v1: what is not listed is refused with every permission', async (t) => {
  const everything = keyWith(PERMISSIONS);
  for (const path of ['/v1/', '/v1/balance', '/v1/balances/x', '/v1/order', '/v1/wallets']) {
    t.equal(authorize(everything, routes.find(path)), 'route-unlisted', path);
  }
});

t.test(
  'a permission is never derived from the method: what moves money is a write, called with GET, too',
  async (t) => {
    for (const path of ['/v1/transfer', '/v1/withdraw']) {
      t.ok(ALSO_BY_GET_V1.has(path));
      t.match(routes.find(path)?.permission, /:write$/);
    }
  },
);

t.test('GW-61 to GW-66 REST v1: a path has one spelling', async (t) => {
  const paths = [
    '/v1',
    '/v1/',
    '/v1//balances',
    '/v1/balances/',
    '/v1/./balances',
    '/v1/../v1/balances',
    '/v1/BALANCES',
    '/V1/balances',
    '/v1/balances?x=1',
    '/v1/balances#x',
    '/v1/balances;x',
    '/v1/%62alances',
    '/v1/balances%00',
    '/v1/balances ',
    '/v1/order/5',
    `/v1/${'a'.repeat(200)}`,
  ];
  for (const path of paths) t.equal(checkPath(path), 'path-malformed', path);
});
