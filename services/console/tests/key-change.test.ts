import t from 'tap';
import {
  addsWithdrawal,
  changeBetween,
  changeOf,
  draftOf,
  isMade,
  type KeySettings,
} from '../src/key-edits/key-change.ts';

const NOW = new Date('2026-11-26T12:00:00.000Z');

const KEY: KeySettings = {
  label: 'Grid bot',
  permissions: ['orders:read', 'wallets:read'],
  ipAllowlist: ['203.0.113.7', '2001:db8::/48'],
  expiresAt: '2027-01-31T12:34:56.789Z',
};
const DRAFT = draftOf(KEY);

t.test('a form that nobody touched changes nothing, though it shows no seconds', async (t) => {
  t.same(changeOf(KEY, DRAFT, NOW), {});
  const bare = { ...KEY, label: null, ipAllowlist: null, expiresAt: null };
  t.same(changeOf(bare, draftOf(bare), NOW), {});
});

t.test('only what differs is sent', async (t) => {
  t.same(changeOf(KEY, { ...DRAFT, label: ' Grid bot 2 ' }, NOW), { label: 'Grid bot 2' });
  t.same(changeOf(KEY, { ...DRAFT, label: '  ' }, NOW), { label: null });
  t.same(changeOf(KEY, { ...DRAFT, permissions: ['orders:read'] }, NOW), { permissions: ['orders:read'] });
  t.same(changeOf(KEY, { ...DRAFT, ipRule: { ...DRAFT.ipRule, isAny: true } }, NOW), { ipAllowlist: null });
  t.same(changeOf(KEY, { ...DRAFT, ipRule: { ...DRAFT.ipRule, typed: '198.51.100.1' } }, NOW), {
    ipAllowlist: ['203.0.113.7', '2001:db8::/48', '198.51.100.1'],
  });
  t.same(changeOf(KEY, { ...DRAFT, expiry: { choice: 'never', date: '' } }, NOW), { expiresAt: null });
  t.same(changeOf(KEY, { ...DRAFT, expiry: { choice: '30', date: '' } }, NOW), {
    expiresAt: '2026-12-26T12:00:00.000Z',
  });
});

t.test('the same addresses and permissions in another order are no change', async (t) => {
  const entries = KEY.ipAllowlist?.toReversed() ?? [];
  t.same(changeOf(KEY, { ...DRAFT, ipRule: { ...DRAFT.ipRule, entries } }, NOW), {});
  t.same(changeBetween(KEY, { ...KEY, permissions: KEY.permissions.toReversed() }), {});
});

t.test('a change is made once the key is as it wanted, and not before', async (t) => {
  const permissions = ['orders:write' as const];
  t.notOk(isMade({ permissions }, KEY));
  t.ok(isMade({ permissions }, { ...KEY, permissions }));
  t.notOk(isMade({ permissions, label: null }, { ...KEY, permissions }), 'a part of it is not enough');
  t.notOk(isMade({ ipAllowlist: null }, KEY));
});

t.test('withdrawals are added only where they were not before', async (t) => {
  const permissions = ['wallets:read' as const, 'withdraw:write' as const];
  t.ok(addsWithdrawal(KEY, { permissions }));
  t.notOk(addsWithdrawal({ ...KEY, permissions }, { permissions }));
  t.notOk(addsWithdrawal({ ...KEY, permissions }, { label: 'x' }));
});
