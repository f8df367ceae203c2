import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { generateSymmetricJwks } from './generate-keyring.ts';
import { parseSymmetricKeyring } from './parse-keyring.ts';
import { openForSelf, sealForSelf } from './symmetric-box.ts';

const keyring = parseSymmetricKeyring(generateSymmetricJwks('totp-1'));
const AAD = Buffer.from('user and factor');

t.test('what one sealed for oneself opens again, and is never the same bytes twice', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (aad, plaintext) => {
      const first = sealForSelf(keyring, aad, plaintext, randomBytes);
      const second = sealForSelf(keyring, aad, plaintext, randomBytes);
      return openForSelf(keyring, aad, first).equals(plaintext) && !first.sealed.equals(second.sealed);
    }),
  );
  t.pass();
});

t.test('a tampered, shortened, re-bound or foreign value never opens', async (t) => {
  const value = sealForSelf(keyring, AAD, Buffer.from('seed'), randomBytes);
  for (let bit = 0; bit < value.sealed.byteLength * 8; bit++) {
    const sealed = Buffer.from(value.sealed);
    sealed[bit >> 3] = (sealed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    t.throws(() => openForSelf(keyring, AAD, { ...value, sealed }));
  }
  for (const length of [0, 11, 12, 27, value.sealed.byteLength - 1]) {
    t.throws(() => openForSelf(keyring, AAD, { ...value, sealed: value.sealed.subarray(0, length) }));
  }
  t.throws(() => openForSelf(keyring, Buffer.from('another user'), value));
  t.throws(() => openForSelf(keyring, AAD, { ...value, kekId: 'totp-0' }), /totp-0/);
  const other = parseSymmetricKeyring(generateSymmetricJwks('totp-1'));
  t.throws(() => openForSelf(other, AAD, value));
});

t.test('a nonce of another size than 12 bytes is never used', async (t) => {
  t.throws(() => sealForSelf(keyring, AAD, Buffer.from('seed'), () => Buffer.alloc(8)), /random bytes/);
});
