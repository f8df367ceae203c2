import { createHmac, randomBytes } from 'node:crypto';
import t from 'tap';
import { generateKeyPairJwks } from './generate-keyring.ts';
import { mintSecret } from './mint-secret.ts';
import { openVerifier } from './open-verifier.ts';
import { parseKeyring } from './parse-keyring.ts';
import { Redacted } from './redacted.ts';
import { sealVerifier } from './seal-verifier.ts';
import { exampleRecord } from './test-records.ts';
import { verifierDigest, verifierOf } from './verifier.ts';

const hmac = (key: string | Uint8Array, message: string) =>
  createHmac('sha384', key).update(message).digest('hex');

/** RFC 4231 §4.7 and §4.8: keys of 131 bytes, longer than the block of SHA-384. */
const RFC_4231_KEY = Buffer.alloc(131, 0xaa);
const RFC_4231 = [
  {
    name: 'case 6',
    data: 'Test Using Larger Than Block-Size Key - Hash Key First',
    mac: '4ece084485813e9088d2c63a041bc5b44f9ef1012a2b588f3cd11f05033ac4c60c2ef6ab4030fe8296248df163f44952',
  },
  {
    name: 'case 7',
    data:
      'This is a test using a larger than block-size key and a larger than block-size data. ' +
      'The key needs to be hashed before being used by the HMAC algorithm.',
    mac: '6617178e941f020d351e2f254e8fd32c602420feb0b8fb9adccebb82461e99c5a678cc31e799176d3860e6110c46523e',
  },
];

for (const { name, data, mac } of RFC_4231) {
  t.test(`the verifier gives the MAC of RFC 4231 ${name}`, async (t) => {
    t.equal(hmac(verifierOf(new Redacted(RFC_4231_KEY)), data), mac);
    t.equal(hmac(RFC_4231_KEY, data), mac);
  });
}

const MINTS = 100_000;
t.test(`for ${MINTS} minted secrets, HMAC with the verifier equals HMAC with the secret`, async (t) => {
  const seen = new Set<string>();
  let different = 0;
  for (let mint = 0; mint < MINTS; mint++) {
    const secret = mintSecret(randomBytes);
    const message = `/api/v2/auth/r/wallets${mint}{}`;
    if (hmac(secret.expose(), message) !== hmac(verifierOf(secret), message)) different++;
    seen.add(secret.expose());
  }
  t.equal(different, 0);
  t.equal(seen.size, MINTS, 'no secret came twice');
});

t.test('at the block size HMAC would not hash the secret: why a secret must be longer', async (t) => {
  const secret = 'x'.repeat(128);
  t.not(hmac(secret, 'm'), hmac(verifierOf(new Redacted(secret)), 'm'));
  t.equal(hmac(`${secret}x`, 'm'), hmac(verifierOf(new Redacted(`${secret}x`)), 'm'));
});

const jwks = generateKeyPairJwks('X25519', 'gateway-1');
const sealToGateway = parseKeyring(jwks.publicJwks, 'seal');
const openAsGateway = parseKeyring(jwks.privateJwks, 'open');

t.test('a sealed verifier opens only with the record that it belongs to', async (t) => {
  const verifier = verifierOf(mintSecret(randomBytes));
  const record = { ...exampleRecord, verifierDigest: verifierDigest(verifier).toString('base64url') };
  const sealed = sealVerifier(sealToGateway, record, verifier);
  t.same(openVerifier(openAsGateway, record, sealed), { ok: true, verifier });
  for (const change of [
    { environment: 'production' },
    { keyId: 'ck_other' },
    { ownerId: 'somebody-else' },
    { algorithm: 'hmac-sha512' as never },
    { verifierGeneration: 2 },
  ]) {
    t.same(openVerifier(openAsGateway, { ...record, ...change }, sealed), {
      ok: false,
      reason: 'not-openable',
    });
  }
});

t.test('what an edit may change is not bound, so that an edit need not seal again', async (t) => {
  const verifier = verifierOf(mintSecret(randomBytes));
  const record = { ...exampleRecord, verifierDigest: verifierDigest(verifier).toString('base64url') };
  const sealed = sealVerifier(sealToGateway, record, verifier);
  const edited = { ...record, version: 9, permissions: [], expiresAt: null, ipAllowlist: null };
  t.ok(openVerifier(openAsGateway, edited, sealed).ok);
});

t.test('KS-85: a verifier that is genuine but not the one of the signed digest is refused', async (t) => {
  const planted = verifierOf(new Redacted('a secret that the row writer knows'.padEnd(135, '.')));
  // The gateway's public key is public: anybody can seal to it, under any binding.
  const sealed = sealVerifier(sealToGateway, exampleRecord, planted);
  const refused = { ok: false, reason: 'verifier-digest-mismatch' };
  t.same(openVerifier(openAsGateway, exampleRecord, sealed), refused);
  const short = planted.subarray(0, 47);
  const record = { ...exampleRecord, verifierDigest: verifierDigest(short).toString('base64url') };
  t.same(openVerifier(openAsGateway, record, sealVerifier(sealToGateway, record, short)), refused);
  const malformed = { ...exampleRecord, verifierDigest: 'AAAA' };
  t.same(openVerifier(openAsGateway, malformed, sealed), refused);
});
