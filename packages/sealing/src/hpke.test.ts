import { createPrivateKey, decapsulate } from 'node:crypto';
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import fc from 'fast-check';
import t from 'tap';
import { decryptGcm, encryptGcm } from './aes-gcm.ts';
import { generateKeyPairJwks } from './generate-keyring.ts';
import { deriveMessageKey } from './key-schedule.ts';
import { open } from './open.ts';
import { parseKeyring } from './parse-keyring.ts';
import { publicHalf, seal } from './seal.ts';

const hex = (text: string) => Buffer.from(text, 'hex');
const jwks = generateKeyPairJwks('X25519', 'reader-1');
const sealing = parseKeyring(jwks.publicJwks, 'seal');
const opening = parseKeyring(jwks.privateJwks, 'open');
const bytes = (maxLength: number) => fc.uint8Array({ maxLength });

/** RFC 9180 Appendix A.1.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-128-GCM, base mode. */
const RFC_9180_A_1_1 = {
  info: hex('4f6465206f6e2061204772656369616e2055726e'),
  recipientPrivate: hex('4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8'),
  recipientPublic: hex('3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d'),
  enc: hex('37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431'),
  sharedSecret: hex('fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc'),
  key: hex('4531685d41d65f03dc48f6b8302c05b0'),
  baseNonce: hex('56d890e5accaaf011cff4b7d'),
  plaintext: hex('4265617574792069732074727574682c20747275746820626561757479'),
  aad: hex('436f756e742d30'),
  ciphertext: hex(
    'f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d8770ac83d07bea87e13c512a',
  ),
};

t.test('KEM, key schedule and first message give the values of RFC 9180 A.1.1', async (t) => {
  const v = RFC_9180_A_1_1;
  const key = createPrivateKey({
    key: {
      kty: 'OKP',
      crv: 'X25519',
      d: v.recipientPrivate.toString('base64url'),
      x: v.recipientPublic.toString('base64url'),
    },
    format: 'jwk',
  });
  const sharedSecret = decapsulate(key, v.enc);
  t.same(sharedSecret, v.sharedSecret);
  const messageKey = deriveMessageKey(sharedSecret, v.info, 'aes-128-gcm');
  t.same(messageKey.key, v.key);
  t.same(messageKey.nonce, v.baseNonce);
  t.same(encryptGcm({ ...messageKey, aad: v.aad }, v.plaintext), v.ciphertext);
  t.same(decryptGcm({ ...messageKey, aad: v.aad }, v.ciphertext), v.plaintext);
});

/** An implementation that shares no code with ours, with the very suite that is used here. */
const reference = new CipherSuite({
  kem: new DhkemX25519HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});
const toArrayBuffer = (data: Uint8Array) => new Uint8Array(data).buffer as ArrayBuffer;
const parameters = fc.record({
  label: fc.string({ unit: 'grapheme' }),
  aad: bytes(200),
  plaintext: bytes(2_000),
});

t.test('what we seal, another implementation of RFC 9180 opens (AES-256-GCM)', async (t) => {
  const recipientKey = await reference.kem.importKey('jwk', JSON.parse(jwks.privateJwks).keys[0], false);
  await fc.assert(
    fc.asyncProperty(parameters, async ({ label, aad, plaintext }) => {
      const { sealed } = seal(sealing, label, aad, plaintext);
      const info = toArrayBuffer(Buffer.from(label, 'utf8'));
      const enc = toArrayBuffer(sealed.subarray(0, 32));
      const opened = await reference.open(
        { recipientKey, enc, info },
        toArrayBuffer(sealed.subarray(32)),
        toArrayBuffer(aad),
      );
      return Buffer.from(opened).equals(plaintext);
    }),
    { numRuns: 50 },
  );
  t.pass();
});

t.test('what another implementation of RFC 9180 seals, we open (AES-256-GCM)', async (t) => {
  const recipientPublicKey = await reference.kem.importKey('jwk', JSON.parse(jwks.publicJwks).keys[0], true);
  await fc.assert(
    fc.asyncProperty(parameters, async ({ label, aad, plaintext }) => {
      const info = toArrayBuffer(Buffer.from(label, 'utf8'));
      const { enc, ct } = await reference.seal(
        { recipientPublicKey, info },
        toArrayBuffer(plaintext),
        toArrayBuffer(aad),
      );
      const sealed = Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]);
      const opened = open(opening, label, aad, { kekId: 'reader-1', sealed });
      return opened.ok && opened.plaintext.equals(plaintext);
    }),
    { numRuns: 50 },
  );
  t.pass();
});

t.test('a sealed value opens to what was sealed, and is never the same bytes twice', async (t) => {
  fc.assert(
    fc.property(parameters, ({ label, aad, plaintext }) => {
      const first = seal(sealing, label, aad, plaintext);
      const second = seal(sealing, label, aad, plaintext);
      const opened = open(opening, label, aad, first);
      return opened.ok && opened.plaintext.equals(plaintext) && !first.sealed.equals(second.sealed);
    }),
  );
  t.pass();
});

const LABEL = 'test/label/v1';
const AAD = Buffer.from('bound to this');
const PLAINTEXT = Buffer.from('the verifier');

t.test('a sealed value with any one bit flipped does not open, and nothing throws', async (t) => {
  const { kekId, sealed } = seal(sealing, LABEL, AAD, PLAINTEXT);
  // RFC 7748 §5: the top bit of an X25519 coordinate is ignored by the curve, but HPKE hashes the bytes as sent.
  for (let bit = 0; bit < sealed.byteLength * 8; bit++) {
    const tampered = Buffer.from(sealed);
    tampered[bit >> 3] = (tampered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    if (open(opening, LABEL, AAD, { kekId, sealed: tampered }).ok) t.fail(`opened with bit ${bit} flipped`);
  }
  t.ok(open(opening, LABEL, AAD, { kekId, sealed }).ok, 'the untouched value does open');
});

t.test('a sealed value opens only under its own label, binding and length', async (t) => {
  const value = seal(sealing, LABEL, AAD, PLAINTEXT);
  const refused = { ok: false, reason: 'not-openable' };
  t.same(open(opening, 'test/label/v2', AAD, value), refused);
  t.same(open(opening, LABEL, Buffer.from('bound to that'), value), refused);
  t.same(open(opening, LABEL, Buffer.alloc(0), value), refused);
  for (const length of [0, 1, 31, 32, 47, value.sealed.byteLength - 1]) {
    t.same(open(opening, LABEL, AAD, { ...value, sealed: value.sealed.subarray(0, length) }), refused);
  }
  const longer = Buffer.concat([value.sealed, Buffer.from([0])]);
  t.same(open(opening, LABEL, AAD, { ...value, sealed: longer }), refused);
});

t.test('an encapsulated point of low order is refused (RFC 9180 §7.1.4)', async (t) => {
  const value = seal(sealing, LABEL, AAD, PLAINTEXT);
  // The u-coordinates of order 1, 2, 4 and 8 (RFC 7748 §6.1 and the curve's cofactor).
  const lowOrder = [
    '00'.repeat(32),
    `01${'00'.repeat(31)}`,
    'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
    '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  ];
  for (const point of lowOrder) {
    const sealed = Buffer.concat([hex(point), value.sealed.subarray(32)]);
    t.same(open(opening, LABEL, AAD, { kekId: 'reader-1', sealed }), { ok: false, reason: 'not-openable' });
  }
});

t.test('only the key that the value names is tried', async (t) => {
  const other = generateKeyPairJwks('X25519', 'reader-2');
  const both = JSON.stringify({
    keys: [...JSON.parse(other.privateJwks).keys, ...JSON.parse(jwks.privateJwks).keys],
  });
  const rotated = parseKeyring(both, 'open');
  const value = seal(sealing, LABEL, AAD, PLAINTEXT);
  t.ok(open(rotated, LABEL, AAD, value).ok, 'a key that is no longer current still opens');
  t.same(open(rotated, LABEL, AAD, { ...value, kekId: 'reader-2' }), { ok: false, reason: 'not-openable' });
  for (const kekId of ['reader-3', '', '__proto__', 'constructor']) {
    t.same(open(rotated, LABEL, AAD, { ...value, kekId }), { ok: false, reason: 'unknown-sealing-key' });
  }
});

t.test('the public half of an opening keyring seals to it and opens nothing', async (t) => {
  const half = publicHalf(opening);
  t.equal(half.kind, 'seal');
  t.equal(half.current.key.type, 'public');
  t.ok(open(opening, LABEL, AAD, seal(half, LABEL, AAD, PLAINTEXT)).ok);
});
