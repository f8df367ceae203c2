import t from 'tap';
import { LiveRoutes } from './live-routes.ts';
import { BITFINEX_V1, BITFINEX_V2 } from './route-table.ts';

const amended = (...routes: unknown[]) => {
  const live = new LiveRoutes();
  const faults = live.amend(JSON.stringify({ routes }));
  return { faults, v2: (path: string) => live.find(BITFINEX_V2, path)?.permission ?? null, live };
};
const add = (path: string, permission: unknown = 'orders:read') => ({ path, permission });
const takeAway = (path: string) => ({ path, permission: null });

t.test('a route that is added takes its permission, and everything else stays as it was', async (t) => {
  const { faults, v2, live } = amended(
    add('/v2/auth/r/custom/report', 'history:read'),
    add('/v2/auth/w/custom/{symbol}/close', 'positions:write'),
  );
  t.same(faults, []);
  t.equal(v2('/v2/auth/r/custom/report'), 'history:read');
  t.equal(v2('/v2/auth/w/custom/tBTCUSD/close'), 'positions:write');
  t.equal(v2('/v2/auth/w/custom/BTCUSD/close'), null);
  t.equal(v2('/v2/auth/r/wallets'), 'wallets:read');
  t.equal(live.find(BITFINEX_V1, '/v1/balances')?.permission, 'wallets:read');
  t.equal(live.count, new LiveRoutes().count + 2);
});

t.test('a route that is taken away is none any more, in any spelling', async (t) => {
  const { faults, v2, live } = amended(
    takeAway('/v2/auth/w/withdraw'),
    takeAway('/v1/withdraw'),
    takeAway('/v2/auth/r/ext/pay/deposits/unlinked'),
    takeAway('/v2/auth/r/orders/{symbol}/hist'),
  );
  t.same(faults, []);
  for (const path of [
    '/v2/auth/w/withdraw',
    '/v2/auth/r/ext/pay/deposits/unlinked',
    '/v2//auth/r/ext/pay/deposits/unlinked',
    '/v2/auth/r/orders/tBTCUSD/hist',
  ]) {
    t.equal(v2(path), null, path);
  }
  t.equal(live.find(BITFINEX_V1, '/v1/withdraw'), null);
  t.equal(v2('/v2/auth/r/orders/tBTCUSD'), 'orders:read');
});

t.test('what the built-in table decides cannot be had for another permission', async (t) => {
  for (const entry of [
    add('/v2/auth/w/withdraw', 'wallets:read'),
    add('/v2/auth/w/withdraw', 'any'),
    add('/v2/auth/w/withdraw', 'withdraw:write'),
    // By a path that a built-in route with a parameter matches, or that matches one.
    add('/v2/auth/r/orders/tBTCUSD', 'any'),
    add('/v2/auth/{type}/withdraw', 'any'),
    add('/v2/auth/w/{type}', 'any'),
  ]) {
    const { faults, v2 } = amended(entry);
    t.match(faults, [/^routes\[0\] "/], entry.path);
    t.equal(v2('/v2/auth/w/withdraw'), 'withdraw:write');
  }
  t.match(amended(add('/v2/auth/w/order/{type}', 'orders:read')).faults, [
    /matches paths of \/v2\/auth\/w\/order\/submit too, which takes orders:write/,
  ]);
  t.match(
    amended(takeAway('/v2/auth/w/order/submit'), add('/v2/auth/w/order/{type}', 'orders:write')).faults,
    [/order\/submit too, which is taken away/],
  );
  t.match(amended(takeAway('/v2/auth/w/alert/{type}:{symbol}:{price}/del')).faults, [
    /price:\{symbol\}:\{price\}\/del too/,
  ]);
  t.match(amended(add('/v2/auth/r/x/{symbol}'), add('/v2/auth/r/x/tBTCUSD', 'any')).faults, [/^routes\[1\]/]);
});

t.test(
  'every entry that cannot be obeyed is named with its place, and then nothing of the file holds',
  async (t) => {
    const cases: [unknown, RegExp][] = [
      [add('/v2/auth/r/x', 'withdraw:read'), /no key can have/],
      [add('/v2/auth/r/x', 'toString'), /no key can have/],
      [add('/v2/auth/r/x', 7), /no key can have/],
      [add('/v2/auth/r/order/{id}'), /ends in a number/],
      [add('/v2/auth/r/order/a{price}'), /ends in a number/],
      [add('/v2/auth/r/order/x7'), /ends in a number/],
      [add('/v2/auth/r/{nothing}'), /no parameter \{nothing\}/],
      [add('/v2/auth/r/{constructor}'), /no parameter/],
      [add('/v2/auth/r//x'), /path must be/],
      [add('/v2/auth/r/../x'), /segment that is empty/],
      [add('/v2/auth/r/x/'), /path must be/],
      [add('/v2/auth/r/x?y'), /path must be/],
      [add('/v2/auth/r/.*'), /path must be/],
      [add('/v2/platform/status'), /path must be/],
      [add('/v1/other'), /path must be/],
      [add(`/v2/auth/${'x'.repeat(300)}`), /at most 200/],
      [add(7 as unknown as string), /at most 200/],
      [takeAway('/v2/auth/w/withdrawal'), /no route/],
      [{ path: '/v2/auth/r/x' }, /and nothing else/],
      [{ ...add('/v2/auth/r/x'), more: 1 }, /and nothing else/],
      [null, /and nothing else/],
      ['x', /and nothing else/],
    ];
    for (const [entry, reason] of cases) {
      const { faults, v2 } = amended(add('/v2/auth/r/good'), entry);
      t.equal(faults.length, 1);
      t.match(faults[0], reason, JSON.stringify(entry));
      t.match(faults[0], /^routes\[1\]/);
      t.equal(v2('/v2/auth/r/good'), null);
    }
    t.match(amended(add('/v2/auth/r/x'), add('/v2/auth/r/x')).faults, [/twice/]);
  },
);

t.test('a file that is no list of routes is refused; of JSON gone wrong the place is told', async (t) => {
  const live = new LiveRoutes();
  t.match(live.amend('{"routes":[\n{]}'), [/^no JSON: .*(?:line 2|position 12)/]);
  for (const text of ['[]', '{}', 'null', '{"routes":{}}', '{"routes":[],"more":1}']) {
    t.match(live.amend(text), [/must be/], text);
  }
  const many = Array.from({ length: 501 }, (_, index) => add(`/v2/auth/r/x${index}x`));
  t.match(amended(...many).faults, [/501 of them, at most 500/]);
});

t.test('amendments take the place of those before, and refused ones change nothing', async (t) => {
  const { v2, live } = amended(takeAway('/v2/auth/w/withdraw'), add('/v2/auth/r/x'));
  t.equal(live.amend('{"routes":[{"path":"/v2/auth/r/y","permission":"nothing"}]}').length, 1);
  t.same([v2('/v2/auth/w/withdraw'), v2('/v2/auth/r/x')], [null, 'orders:read']);
  t.same(live.amend('{"routes":[]}'), []);
  t.same([v2('/v2/auth/w/withdraw'), v2('/v2/auth/r/x')], ['withdraw:write', null]);
});
