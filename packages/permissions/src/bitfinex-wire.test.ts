import fc from 'fast-check';
import t from 'tap';
import { toWirePermissions } from './bitfinex-wire.ts';
import { DEFAULT_PERMISSIONS, PERMISSIONS } from './catalogue.ts';

t.test('the wire names every scope with read and write as 0 or 1, withdrawals as write only', async (t) => {
  t.same(toWirePermissions(PERMISSIONS), [
    ['account', 1, 1],
    ['history', 1, 0],
    ['orders', 1, 1],
    ['positions', 1, 1],
    ['funding', 1, 1],
    ['wallets', 1, 1],
    ['withdraw', 0, 1],
    ['settings', 1, 1],
    ['ui_withdraw', 0, 0],
    ['bfxpay', 1, 1],
  ]);
});

t.test('a key without permissions still names every scope, all 0', async (t) => {
  const wire = toWirePermissions([]);
  t.equal(wire.length, 10);
  for (const [, read, write] of wire) t.same([read, write], [0, 0]);
});

t.test('the default configuration reads everything that can be read and writes nothing', async (t) => {
  for (const [scope, read, write] of toWirePermissions(DEFAULT_PERMISSIONS)) {
    const canBeRead = scope !== 'withdraw' && scope !== 'ui_withdraw';
    t.same([read, write], [canBeRead ? 1 : 0, 0], scope);
  }
});

t.test('exactly what was granted is 1 on the wire', async (t) => {
  fc.assert(
    fc.property(fc.subarray([...PERMISSIONS]), (granted) => {
      const shown = toWirePermissions(granted).flatMap(([scope, read, write]) => [
        ...(read ? [`${scope}:read`] : []),
        ...(write ? [`${scope}:write`] : []),
      ]);
      t.same(shown, granted);
    }),
  );
});
