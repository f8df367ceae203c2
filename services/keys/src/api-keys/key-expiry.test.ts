import t from 'tap';
import { parseKeyExpiry } from './key-expiry.ts';

const now = new Date('2026-11-23T12:00:00.000Z');

t.test('an instant of the future is an expiry, in any zone and precision', async (t) => {
  for (const [text, instant] of [
    ['2026-11-23T12:00:00.001Z', '2026-11-23T12:00:00.001Z'],
    ['2027-01-31T12:00:00Z', '2027-01-31T12:00:00.000Z'],
    ['2027-01-31t12:00:00z', '2027-01-31T12:00:00.000Z'],
    ['2027-01-31T12:00:00+05:30', '2027-01-31T06:30:00.000Z'],
    ['2028-02-29T23:59:59.123456789-12:00', '2028-03-01T11:59:59.123Z'],
  ] as const) {
    t.same(parseKeyExpiry(text, now), { ok: true, expiresAt: new Date(instant) }, text);
  }
});

t.test('the past, this very moment and the far future are refused', async (t) => {
  t.same(parseKeyExpiry('2026-11-23T12:00:00Z', now), { ok: false, fault: 'in-the-past' });
  t.same(parseKeyExpiry('1999-01-01T00:00:00Z', now), { ok: false, fault: 'in-the-past' });
  t.same(parseKeyExpiry('2037-01-01T00:00:00Z', now), { ok: false, fault: 'too-far-away' });
});

t.test('KS-76: what is no instant is refused, however long it is', async (t) => {
  for (const text of [
    ...['', 'tomorrow', '2027-01-31', '2027-01-31T12:00:00', '2027-01-31 12:00:00Z', '2027-02-29T00:00:00Z'],
    ...['2027-02-30T00:00:00Z', '2027-13-01T00:00:00Z', '2027-01-31T24:00:00Z', '2027-01-31T12:60:00Z'],
    ...[
      '2027-01-31T12:00:00+24:00',
      '2027-01-31T12:00:00.Z',
      '1800000000',
      'Infinity',
      '+275760-09-13T00:00:00Z',
    ],
    ...['0027-01-31T12:00:00Z', '2027-01-31T12:00:00Z\0', `2027-01-31T12:00:00.${'9'.repeat(60_000)}Z`],
  ]) {
    t.same(parseKeyExpiry(text, now), { ok: false, fault: 'not-an-instant' }, text.slice(0, 40));
  }
});
