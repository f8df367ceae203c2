import { PERMISSIONS, type Permission } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import { type Cap, DEFAULT_CAPS, isCap, tokenPermissions } from './token-permissions.ts';

const CAPS: readonly Cap[] = [...DEFAULT_CAPS, 'wd'];

t.test('every permission can be asked for by exactly one letter', async (t) => {
  for (const permission of PERMISSIONS) {
    const letters = CAPS.filter((cap) =>
      tokenPermissions(PERMISSIONS, { caps: [cap], mayWrite: true }).includes(permission),
    );
    t.equal(letters.length, 1, permission);
  }
  t.same(tokenPermissions(PERMISSIONS, { caps: ['a'], mayWrite: true }), [
    'account:read',
    'account:write',
    'history:read',
  ]);
  t.same(tokenPermissions(PERMISSIONS, { caps: ['o'], mayWrite: false }), ['orders:read', 'positions:read']);
});

t.test('a token never goes beyond its key, nor beyond what was asked for', async (t) => {
  const sets = fc.subarray([...PERMISSIONS]);
  fc.assert(
    fc.property(sets, fc.subarray([...CAPS]), fc.boolean(), (ofKey: Permission[], caps, mayWrite) => {
      const granted = tokenPermissions(ofKey, { caps, mayWrite });
      const everything = tokenPermissions(PERMISSIONS, { caps, mayWrite: true });
      t.ok(granted.every((permission) => ofKey.includes(permission) && everything.includes(permission)));
      if (!mayWrite) t.ok(granted.every((permission) => permission.endsWith(':read')));
    }),
  );
});

t.test('withdrawing takes its letter and the right to write', async (t) => {
  const mayWithdraw = (caps: readonly Cap[], mayWrite: boolean) =>
    tokenPermissions(PERMISSIONS, { caps, mayWrite }).includes('withdraw:write');
  t.ok(mayWithdraw(['wd'], true));
  t.notOk(mayWithdraw(['wd'], false));
  t.notOk(mayWithdraw(DEFAULT_CAPS, true));
});

t.test('nothing else is a letter', async (t) => {
  for (const text of ['', 'A', 'w:d', 'wallets', '__proto__', 'constructor', 'toString', null, 1, ['a']]) {
    t.notOk(isCap(text), JSON.stringify(text));
  }
});
