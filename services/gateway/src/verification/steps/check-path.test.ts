import fc from 'fast-check';
import t from 'tap';
import { checkPath } from './check-path.ts';

t.test('a signed path has one spelling and ends in no number', async (t) => {
  for (const path of [
    '/v2/auth/r/wallets',
    '/v2/auth/r/orders/tBTCF0:USTF0',
    '/v2/auth/w/alert/price:tBTCUSD:1.5/del',
  ]) {
    t.equal(checkPath(path), null, path);
  }
  for (const path of [
    '',
    '/',
    '/v2',
    '/v2/',
    '/v2/a/',
    '/v2/a//b',
    '/v2/a/../b',
    '/v2/a5',
    '/v2/a10',
    '/v2/a?b',
    '/v2/a%41',
  ]) {
    t.equal(checkPath(path), 'path-malformed', path);
  }
});

t.test('GW-71 no two different splits of one signed text are both of the grammar', async (t) => {
  const NONCE = /^[1-9][0-9]{0,15}$/;
  const splitsOf = (text: string) => {
    const splits: string[] = [];
    for (let a = 1; a <= text.length; a++) {
      for (let b = a + 1; b <= text.length; b++) {
        const [path, nonce, body] = [text.slice(0, a), text.slice(a, b), text.slice(b)];
        if (
          checkPath(path) === null &&
          NONCE.test(nonce) &&
          (body === '' || body.startsWith('{') || body.startsWith('['))
        ) {
          splits.push(`${path}|${nonce}|${body}`);
        }
      }
    }
    return splits;
  };
  const tail = fc.string({
    unit: fc.constantFrom('0', '1', '9', 'F', ':', '/', '.', '{', '[', '}'),
    maxLength: 14,
  });
  fc.assert(
    fc.property(tail, (rest) => splitsOf(`/v2/a${rest}`).length <= 1),
    { numRuns: 20_000, seed: 71 },
  );
  t.equal(splitsOf('/v2/aF017{}').length, 1);
});
