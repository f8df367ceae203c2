import fc from 'fast-check';
import t from 'tap';
import { abs, ONE, units } from '../money/units.ts';
import { applyFill, type Fill, initialMargin, type Position } from './position.ts';

function fill(amount: string, price: string, leverage = 10): Fill {
  return { id: 1, at: 0, symbol: 'tBTCF0:USTF0', amount: units(amount), price: units(price), leverage };
}

function open(...fills: Fill[]): Position {
  const position = fills.reduce<Position | null>((before, next) => applyFill(before, next).position, null);
  if (position === null) throw new Error('no position is open');
  return position;
}

t.test('a second purchase raises the position to the average price', async (t) => {
  const position = open(fill('1', '100'), fill('3', '200'));
  t.equal(position.amount, units('4'));
  t.equal(position.basePrice, units('175'));
  t.equal(position.collateral, units('70'));
});

t.test(
  'a part that is closed gives its share of the collateral back and makes its profit real',
  async (t) => {
    const { position, realised } = applyFill(open(fill('4', '100')), fill('-1', '130'));
    t.equal(realised, units('30'));
    t.equal(position?.amount, units('3'));
    t.equal(position?.collateral, units('30'));
  },
);

t.test('a short position gains when the price falls', async (t) => {
  const { position, realised } = applyFill(open(fill('-2', '100')), fill('2', '90'));
  t.equal(position, null);
  t.equal(realised, units('20'));
});

t.test('more than the position turns it round at the new price', async (t) => {
  const { position, realised } = applyFill(open(fill('1', '100')), { ...fill('-3', '90'), id: 2 });
  t.equal(realised, units('-10'));
  t.match(position, { id: 2, amount: units('-2'), basePrice: units('90') });
});

t.test('higher leverage holds back less', async (t) => {
  t.equal(initialMargin(units('-2'), units('100'), 1), units('200'));
  t.equal(initialMargin(units('2'), units('100'), 100), units('2'));
});

t.test('whatever is traded, profit and position together are worth what was paid', async () => {
  const anyFill = fc.record({
    amount: fc.bigInt({ min: -5n * ONE, max: 5n * ONE }).filter((amount) => amount !== 0n),
    price: fc.bigInt({ min: ONE, max: 100n * ONE }),
    leverage: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(anyFill, { maxLength: 20 }), (fills) => {
      let position: Position | null = null;
      let realised = 0n;
      let paid = 0n;
      for (const [index, { amount, price, leverage }] of fills.entries()) {
        const next = applyFill(position, { id: index, at: 0, symbol: 's', amount, price, leverage });
        position = next.position;
        realised += next.realised;
        paid += amount * price;
      }
      const value = position === null ? 0n : position.amount * position.basePrice;
      // Products carry 16 decimals; the average price and each profit are cut at the eighth.
      const tolerance = BigInt(fills.length + 1) * 6n * ONE * 2n;
      return abs(realised * ONE - (value - paid)) <= tolerance;
    }),
  );
});
