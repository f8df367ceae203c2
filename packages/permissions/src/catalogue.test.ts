import fc from 'fast-check';
import t from 'tap';
import {
  canonicalPermissions,
  DEFAULT_PERMISSIONS,
  describePermission,
  isPermission,
  PERMISSION_GROUPS,
  PERMISSIONS,
} from './catalogue.ts';

t.test('these permissions exist, in this order', async (t) => {
  // Order and words are stored in signed records and shown in mails: a change here is a change of the product.
  t.same(PERMISSIONS, [
    'account:read',
    'account:write',
    'history:read',
    'orders:read',
    'orders:write',
    'positions:read',
    'positions:write',
    'funding:read',
    'funding:write',
    'wallets:read',
    'wallets:write',
    'withdraw:write',
    'settings:read',
    'settings:write',
    'bfxpay:read',
    'bfxpay:write',
  ]);
});

t.test('at first every read switch is on and every write switch is off', async (t) => {
  t.same(
    DEFAULT_PERMISSIONS,
    PERMISSION_GROUPS.flatMap(({ scope, read }) => (read === null ? [] : [`${scope}:read`])),
  );
  t.ok(DEFAULT_PERMISSIONS.includes('account:read'));
  t.notOk(DEFAULT_PERMISSIONS.some((permission) => permission.endsWith(':write')));
});

t.test('history cannot be written and a withdrawal cannot be read', async (t) => {
  t.notOk(isPermission('history:write'));
  t.notOk(isPermission('withdraw:read'));
  t.ok(isPermission('history:read'));
  t.ok(isPermission('withdraw:write'));
});

t.test('anything else is no permission, whatever it looks like', async (t) => {
  for (const text of [
    ...['', ':', 'orders', 'orders:', ':write', 'orders:execute', 'orders:write ', ' orders:write'],
    ...['Orders:write', 'orders:WRITE', 'orders:read,orders:write', 'orders:write\0', 'ui_withdraw:write'],
    ...['__proto__', 'constructor', 'toString', 'orders:constructor', '*', '*:*', 'admin:write'],
  ]) {
    t.notOk(isPermission(text), JSON.stringify(text));
  }
});

const subset = fc.subarray([...PERMISSIONS], { minLength: 0 });
const shuffled = subset.chain((set) => fc.shuffledSubarray([...set, ...set], { minLength: set.length * 2 }));

t.test(
  'a permission set has one canonical form, whatever the order and however often it is named',
  async (t) => {
    fc.assert(
      fc.property(shuffled, (permissions) => {
        const canonical = canonicalPermissions(permissions);
        t.same(
          canonical,
          [...PERMISSIONS].filter((permission) => permissions.includes(permission)),
        );
        t.same(canonicalPermissions(canonical), canonical);
        t.same(canonicalPermissions([...permissions].reverse()), canonical);
      }),
    );
  },
);

t.test('every permission has a title and a sentence of its own for people', async (t) => {
  const sentences = PERMISSIONS.map((permission) => describePermission(permission));
  for (const { title, sentence } of sentences) {
    t.match(title, /^[A-Z]/);
    t.match(sentence, /^[A-Z].*[^.]$/);
  }
  t.equal(new Set(sentences.map(({ sentence }) => sentence)).size, PERMISSIONS.length);
  t.same(describePermission('withdraw:write'), {
    title: 'Withdrawals',
    access: 'write',
    sentence: 'Withdraw funds from the platform',
  });
  t.throws(() => describePermission('history:write'), { message: 'no such permission: history:write' });
});
