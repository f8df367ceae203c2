import fc from 'fast-check';
import t from 'tap';
import { nonceOfPayload } from './auth-payload.ts';

const NONCES = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

t.test('the nonce stands there once or twice', async (t) => {
  t.equal(nonceOfPayload('AUTH1700000000000000'), 1_700_000_000_000_000);
  t.equal(nonceOfPayload('AUTH17000000000000001700000000000000'), 1_700_000_000_000_000);
  fc.assert(fc.property(NONCES, (nonce) => nonceOfPayload(`AUTH${nonce}`) === nonce));
});

t.test(
  'what can be read both ways counts as the greater number, of the same bytes always the same',
  async (t) => {
    t.equal(nonceOfPayload('AUTH1212'), 1_212);
    t.equal(nonceOfPayload('AUTH9999999999999999'), 99_999_999, 'as one number it would be above 2^53 - 1');
    fc.assert(
      fc.property(NONCES, (nonce) => {
        const read = nonceOfPayload(`AUTH${nonce}${nonce}`);
        return read !== null && read >= nonce;
      }),
    );
  },
);

t.test('a prefix or a repetition of a signed payload never reads as its nonce', async () => {
  fc.assert(
    fc.property(NONCES, fc.integer({ min: 1, max: 15 }), (nonce, cut) => {
      const text = `AUTH${nonce}`;
      return nonceOfPayload(text.slice(0, -cut)) !== nonce && nonceOfPayload(`${text}${cut}`) !== nonce;
    }),
  );
});

t.test('anything else has no nonce', async (t) => {
  for (const payload of [
    ...[
      '',
      'AUTH',
      'auth1',
      ' AUTH1',
      'AUTH1 ',
      'AUTH01',
      'AUTH0',
      'AUTH-1',
      'AUTH1.5',
      'AUTH1e3',
      'AUTH\u0661',
    ],
    ...[
      'AUTH9007199254740992',
      'AUTH90071992547409929007199254740992',
      'AUTH1700000000000000170000000000000',
    ],
  ]) {
    t.equal(nonceOfPayload(payload), null, payload);
  }
});
