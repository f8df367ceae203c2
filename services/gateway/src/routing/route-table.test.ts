import { PERMISSIONS, type Permission } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { isSignedPath } from '../profiles/bitfinex-v2/path.ts';
import { authorize } from '../verification/steps/authorize.ts';
import { checkMethod } from '../verification/steps/check-method.ts';
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
      }
    }
    for (const method of METHODS) {
      t.equal(checkMethod(method), method === 'POST' ? null : 'method-not-allowed', method);
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

t.test('GW-68 no variation of a write route passes with read permissions only', (t) => {
  const reads = keyWith(PERMISSIONS.filter((permission) => permission.endsWith(':read')));
  const writes = ROUTES_V2.filter(([, permission]) => permission.endsWith(':write'));
  const paths = writes.flatMap(([template]) => pathsOf(template));
  const noise = fc.constantFrom(
    '/',
    '//',
    '.',
    '..',
    '/./',
    '/../',
    '%2f',
    '%2e',
    '\\',
    ';',
    '?',
    '#',
    ' ',
    'A',
    '0',
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...paths),
      fc.nat(),
      fc.nat(3),
      noise,
      fc.boolean(),
      (path, at, cut, put, upper) => {
        const where = at % (path.length + 1);
        const varied = path.slice(0, where) + put + path.slice(where + cut);
        const target = upper ? varied.toUpperCase() : varied;
        if (!isSignedPath(target)) return true;
        const rejection = authorize(reads, BITFINEX_V2.find(target));
        // A variation may hit upon a read route; it must then be one of them exactly.
        return rejection !== null || !paths.includes(BITFINEX_V2.find(target)?.path ?? '');
      },
    ),
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
