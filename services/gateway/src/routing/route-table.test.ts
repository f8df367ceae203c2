import { PERMISSIONS, type Permission } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { isSignedPath } from '../profiles/bitfinex-v2/path.ts';
import { BITFINEX_V2_PROFILE } from '../profiles/bitfinex-v2/profile.ts';
import { authorize } from '../verification/steps/authorize.ts';
import { BITFINEX_V2, PARAMETERS, routeTable } from './route-table.ts';
import { ROUTES_V2, SPELLINGS_V2, UNSUPPORTED_V2 } from './routes-v2.ts';

const EXAMPLES: Record<string, readonly string[]> = {
  currency: ['BTC', 'UST'],
  id: ['1', '1234567890'],
  key: ['base', 'sym_all', 'tBTCUSD', 'fUSD'],
  price: ['1', '40000.5'],
  symbol: ['tBTCUSD', 'tBTCF0:USTF0', 'tDOGE:USD', 'fUSD'],
  type: ['price'],
};

/** Every route with its parameters filled in, one path an example. */
function pathsOf(template: string): string[] {
  const parameter = /\{([a-zA-Z]+)\}/.exec(template);
  if (parameter === null) return [`/v2/auth/${template}`];
  const examples = EXAMPLES[parameter[1] as string] ?? ['x'];
  return examples.flatMap((example) => pathsOf(template.replace(parameter[0], example)));
}

const keyWith = (permissions: readonly Permission[]) => ({ permissions }) as ApiKey;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

t.test(
  'GW-67 every route, every permission, every method: only its own permission by POST is let through',
  (t) => {
    for (const [template, needed] of ROUTES_V2) {
      for (const path of pathsOf(template)) {
        t.ok(isSignedPath(path), `${path} is of the grammar`);
        const route = BITFINEX_V2.find(path);
        for (const permission of PERMISSIONS) {
          const allowed = needed === 'any' || permission === needed;
          const rejection = authorize(keyWith([permission]), route);
          if ((rejection === null) !== allowed) t.fail(`${path} with ${permission}: ${rejection}`);
        }
        const others = keyWith(PERMISSIONS.filter((permission) => permission !== needed));
        t.equal(authorize(others, route), needed === 'any' ? null : 'permission-missing', path);
        t.equal(authorize(keyWith([]), route), needed === 'any' ? null : 'permission-missing');
        for (const method of METHODS) {
          const refused = BITFINEX_V2_PROFILE.checkMethod(method, path);
          if ((refused === null) !== (method === 'POST')) t.fail(`${method} ${path}: ${refused}`);
        }
      }
    }
    t.end();
  },
);

t.test('GW-67 what is not listed is refused with every permission', (t) => {
  const everything = keyWith(PERMISSIONS);
  for (const [path] of UNSUPPORTED_V2) {
    for (const example of pathsOf(path)) {
      t.equal(authorize(everything, BITFINEX_V2.find(example)), 'route-unlisted', example);
    }
  }
  for (const path of ['/v2/auth/', '/v2/auth/r/wallet', '/v2/auth/r/wallets/x', '/v2/auth/w/wallets', '']) {
    t.equal(authorize(everything, BITFINEX_V2.find(path)), 'route-unlisted', path);
  }
  t.end();
});

t.test('GW-67 a route that is dropped, or takes another permission than was reviewed, is noticed', (t) => {
  const counts: Record<string, number> = {};
  for (const [, permission] of ROUTES_V2) counts[permission] = (counts[permission] ?? 0) + 1;
  t.same(counts, {
    ...{ any: 3, 'history:read': 10, 'withdraw:write': 2 },
    ...{ 'account:read': 6, 'account:write': 2, 'settings:read': 2, 'settings:write': 2 },
    ...{ 'wallets:read': 4, 'wallets:write': 4, 'bfxpay:read': 14, 'bfxpay:write': 14 },
    ...{ 'orders:read': 10, 'orders:write': 10, 'positions:read': 9, 'positions:write': 4 },
    ...{ 'funding:read': 16, 'funding:write': 6 },
  });
  t.end();
});

/** What a careless backend might take a path for: tidied up, with all escapes, parameters and cases gone. */
function tidied(path: string): string {
  const decoded = path
    .toLowerCase()
    .replace(/%([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const [plain = ''] = decoded.replaceAll('\\', '/').split(/[;?# \0]/);
  const segments: string[] = [];
  for (const segment of plain.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}`;
}

t.test('GW-68 no path that read permissions open can be taken for a write route', (t) => {
  const reads = keyWith(PERMISSIONS.filter((permission) => permission.endsWith(':read')));
  const pathsThat = (end: string) =>
    ROUTES_V2.filter(([, permission]) => permission.endsWith(end)).flatMap(([template]) => pathsOf(template));
  const writes = pathsThat(':write');
  const forbidden = new Set(writes.map(tidied));
  const noise = fc.constantFrom(
    ...['', '/', '//', '.', '..', '/./', '/../', '/../../', '/../../../', '%2f', '%2e%2e', '%00', '..%2f'],
    ...['\\', '..\\', ';', '?', '#', ' ', 'A', '0'],
  );
  const varied = fc
    .tuple(fc.constantFrom(...writes), fc.nat(), fc.nat(3), noise, fc.boolean())
    .map(([path, at, cut, put, isUpper]) => {
      const where = at % (path.length + 1);
      const text = path.slice(0, where) + put + path.slice(where + cut);
      return isUpper ? text.toUpperCase() : text;
    });
  // A write route in the tail of a read route's path.
  const hidden = fc
    .tuple(fc.constantFrom(...pathsThat(':read')), noise, noise, fc.constantFrom(...writes), fc.nat(9))
    .map(([read, put, more, write, from]) => read + put + more + write.slice('/v2/auth/'.length - from));
  fc.assert(
    fc.property(fc.oneof(varied, hidden), (target) => {
      const isOpen = isSignedPath(target) && authorize(reads, BITFINEX_V2.find(target)) === null;
      return !isOpen || !forbidden.has(tidied(target));
    }),
    { numRuns: 100_000, seed: 68 },
  );
  t.end();
});

t.test('no path is matched by two routes that take different permissions', (t) => {
  const tables = ROUTES_V2.map((route) => ({ route, table: routeTable('/v2/auth/', [route]) }));
  for (const path of ROUTES_V2.flatMap(([template]) => pathsOf(template))) {
    const permissions = new Set(
      tables.filter(({ table }) => table.find(path) !== null).map(({ route: [, permission] }) => permission),
    );
    t.equal(permissions.size, 1, path);
  }
  t.end();
});

t.test('the table is refused if it names what does not exist', (t) => {
  t.throws(() => routeTable('/v2/auth/', [['r/x', 'withdraw:read' as Permission]]), /no key can have/);
  t.throws(() => routeTable('/v2/auth/', [['r/{nothing}', 'orders:read']]), /no such route parameter/);
  t.throws(() => routeTable('/v2/auth/', [['r/x', 'orders:read']], [['/v2//r/x', 'r/y']]), /no route/);
  t.end();
});

t.test('every route stands once, every parameter has its form, every spelling is unlike the grammar', (t) => {
  const listed = [...ROUTES_V2.map(([path]) => path), ...UNSUPPORTED_V2.map(([path]) => path)];
  t.equal(new Set(listed).size, listed.length);
  t.same(Object.keys(EXAMPLES).toSorted(), Object.keys(PARAMETERS).toSorted());
  for (const [spelling] of SPELLINGS_V2) t.ok(isSignedPath(spelling), spelling);
  t.end();
});
