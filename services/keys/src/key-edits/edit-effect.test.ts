import { PERMISSIONS, type Permission } from '@countersign/permissions';
import fc from 'fast-check';
import t from 'tap';
import type { KeySettings } from '../api-keys/key-settings.ts';
import { editEffect } from './edit-effect.ts';

const KEY: KeySettings = {
  label: 'Bot',
  permissions: ['orders:read', 'orders:write'],
  ipAllowlist: ['192.0.2.0/24', '2001:db8::/32'],
  expiresAt: new Date('2027-01-31T12:00:00.000Z'),
};
const later = new Date('2027-02-28T12:00:00.000Z');
const sooner = new Date('2026-12-31T12:00:00.000Z');

const EDITS: [change: Partial<KeySettings>, kind: string, changed: string[]][] = [
  [{}, 'nothing', []],
  [{ permissions: ['orders:write', 'orders:read'] }, 'nothing', []],
  [{ ipAllowlist: ['2001:db8::/32', '192.0.2.0/24'] }, 'nothing', []],
  [{ expiresAt: new Date(KEY.expiresAt ?? 0) }, 'nothing', []],
  [{ label: 'Other bot' }, 'neutral', ['label']],
  [{ label: null }, 'neutral', ['label']],
  // The same addresses, written differently.
  [{ ipAllowlist: ['192.0.2.0/25', '192.0.2.128/25', '2001:db8::/32'] }, 'neutral', ['ipAllowlist']],
  [{ permissions: ['orders:read'] }, 'narrowing', ['permissions']],
  [{ ipAllowlist: ['192.0.2.0/24'] }, 'narrowing', ['ipAllowlist']],
  [{ ipAllowlist: ['192.0.2.7', '2001:db8:7::/48'] }, 'narrowing', ['ipAllowlist']],
  [{ expiresAt: sooner }, 'narrowing', ['expiresAt']],
  [{ label: 'x', expiresAt: sooner }, 'narrowing', ['label', 'expiresAt']],
  [{ permissions: ['orders:read', 'orders:write', 'wallets:read'] }, 'widening', ['permissions']],
  [{ permissions: ['wallets:read'] }, 'widening', ['permissions']],
  [{ ipAllowlist: null }, 'widening', ['ipAllowlist']],
  [{ ipAllowlist: ['192.0.2.0/24', '2001:db8::/32', '198.51.100.7'] }, 'widening', ['ipAllowlist']],
  [{ ipAllowlist: ['192.0.2.0/23', '2001:db8::/32'] }, 'widening', ['ipAllowlist']],
  [{ ipAllowlist: ['198.51.100.7'] }, 'widening', ['ipAllowlist']],
  [{ expiresAt: later }, 'widening', ['expiresAt']],
  [{ expiresAt: null }, 'widening', ['expiresAt']],
  [{ permissions: ['orders:read'], expiresAt: later }, 'widening', ['permissions', 'expiresAt']],
];

for (const [change, kind, changed] of EDITS) {
  t.test(`KS-63: ${JSON.stringify(change)} is ${kind}`, async (t) => {
    t.match(editEffect(KEY, { ...KEY, ...change }), { kind, addsWithdrawal: false });
    t.same(editEffect(KEY, { ...KEY, ...change }).changed, changed);
  });
}

t.test('KS-63: only a key that may not withdraw yet is given withdraw', async (t) => {
  const permissions: Permission[] = ['orders:read', 'orders:write', 'withdraw:write'];
  const withdrawing = { ...KEY, permissions };
  t.match(editEffect(KEY, withdrawing), { kind: 'widening', addsWithdrawal: true });
  t.match(editEffect(withdrawing, KEY), { kind: 'narrowing', addsWithdrawal: false });
  t.match(editEffect(withdrawing, { ...withdrawing, label: null }), { addsWithdrawal: false });
});

t.test('what is no widening lets nothing through that was not let through before', async () => {
  const addresses = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 })).map(([last, length]) => {
      const hostBits = 2 ** (32 - length);
      const network = `192.0.2.${Math.floor(last / hostBits) * hostBits}`;
      return length === 32 ? network : `${network}/${length}`;
    }),
    { minLength: 1, maxLength: 6 },
  );
  const settings = fc.record({
    label: fc.constant(null),
    permissions: fc.subarray([...PERMISSIONS]),
    ipAllowlist: fc.option(addresses),
    expiresAt: fc.option(fc.constantFrom(sooner, later)),
  });
  /** Everything that a key may do from 256 addresses and at three times, spelled out. */
  const powers = ({ permissions, ipAllowlist, expiresAt }: KeySettings) => {
    const from = Array.from({ length: 256 }, (_, last) => last).filter(
      (last) => ipAllowlist?.some((entry) => isWithin(entry, last)) ?? true,
    );
    const at = [sooner, later, null].filter(
      (time) => expiresAt === null || (time !== null && time <= expiresAt),
    );
    return { permissions, from: [...from, ...(ipAllowlist === null ? ['elsewhere'] : [])], at };
  };
  const isWithin = (entry: string, last: number) => {
    const [address = '', length = '32'] = entry.split('/');
    const first = Number(address.split('.')[3]);
    return last >= first && last < first + 2 ** (32 - Number(length));
  };
  const isSubset = (inner: readonly unknown[], outer: readonly unknown[]) =>
    inner.every((one) => outer.includes(one));
  fc.assert(
    fc.property(settings, settings, (before, after) => {
      const [had, has] = [powers(before), powers(after)];
      const isMore = !(['permissions', 'from', 'at'] as const).every((name) =>
        isSubset(has[name], had[name]),
      );
      return (editEffect(before, after).kind === 'widening') === isMore;
    }),
    { numRuns: 500 },
  );
});
