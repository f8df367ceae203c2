import fc from 'fast-check';
import t from 'tap';
import { divide, formatUnits, multiply, ONE, parseUnits, toWire, units } from './units.ts';

// Fifteen whole digits and eight decimals, either way.
const amount = fc.bigInt({ min: -(10n ** 23n) + 1n, max: 10n ** 23n - 1n });
const positive = fc.bigInt({ min: 1n, max: 10n ** 20n });

t.test('text and amount are the same thing written twice', async () => {
  fc.assert(fc.property(amount, (value) => parseUnits(formatUnits(value)) === value));
});

t.test('up to fifteen digits reach the wire as they are', async () => {
  const visible = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });
  fc.assert(fc.property(visible, (value) => parseUnits(toWire(value)) === value));
});

t.test('sums of decimals do not drift', async (t) => {
  const tenth = units('0.1');
  t.equal(tenth + units('0.2'), units('0.3'));
  t.equal(formatUnits(Array.from({ length: 1_000 }, () => tenth).reduce((a, b) => a + b)), '100');
  t.equal(parseUnits(0.1 + 0.2), units('0.3'), 'a float that drifted before it came is put right');
});

t.test('digits past the eighth are cut and never rounded up', async (t) => {
  t.equal(parseUnits('0.123456789'), 12_345_678n);
  t.equal(parseUnits('-0.999999999'), -99_999_999n);
});

t.test('what is no decimal is not read', async (t) => {
  for (const text of [
    '',
    ' 1',
    '1 ',
    '+1',
    '.5',
    '1.',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '1,000',
    '١',
    '--1',
  ]) {
    t.equal(parseUnits(text), null, JSON.stringify(text));
  }
  for (const number of [Number.NaN, Number.POSITIVE_INFINITY, 1e21]) {
    t.equal(parseUnits(number), null, String(number));
  }
  t.throws(() => units('ten'));
});

t.test(
  'rounding differs by at most one unit, up is never below down, and exact results are left alone',
  async () => {
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const product = multiply(a, b, 'up') - multiply(a, b, 'down');
        const quotient = divide(a, b, 'up') - divide(a, b, 'down');
        const within = (difference: bigint) => difference === 0n || difference === 1n;
        return (
          within(product) && within(quotient) && multiply(a, ONE, 'up') === a && divide(a, ONE, 'up') === a
        );
      }),
    );
  },
);
