import t from 'tap';
import { guessNonceUnit } from './nonce-unit.ts';

t.test('the unit of a nonce is guessed by its digits', async (t) => {
  t.equal(guessNonceUnit('1795432867'), 'seconds');
  t.equal(guessNonceUnit('1795432867000'), 'milliseconds');
  t.equal(guessNonceUnit('1795432867000000'), 'microseconds');
  for (const nonce of ['0', '1', '179543286700', '9007199254740991000'])
    t.equal(guessNonceUnit(nonce), 'unknown');
});
