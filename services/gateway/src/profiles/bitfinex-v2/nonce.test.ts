import t from 'tap';
import { parseNonce } from './nonce.ts';

t.test('GW-79 GW-80 a nonce is 1 to 16 digits without a leading zero, at most 2^53 - 1', async (t) => {
  t.equal(parseNonce('1'), 1);
  t.equal(parseNonce('9007199254740991'), 2 ** 53 - 1);
  const wrong = [
    '9007199254740992',
    '9999999999999999',
    '0',
    '01',
    '',
    '-1',
    '+1',
    '1.0',
    '1e3',
    '0x65',
    ' 1',
    '1 ',
    '1\n',
    '٣',
    'inf',
  ];
  for (const text of wrong) t.equal(parseNonce(text), null, JSON.stringify(text));
});
