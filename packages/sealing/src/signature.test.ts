import fc from 'fast-check';
import t from 'tap';
import { generateKeyPairJwks } from './generate-keyring.ts';
import { parseKeyring } from './parse-keyring.ts';
import { isSignatureValid, SIGNATURE_LABELS, signBytes, verifyingHalf } from './signature.ts';

const jwks = generateKeyPairJwks('Ed25519', 'signing-1');
const signing = parseKeyring(jwks.privateJwks, 'sign');
const verifying = parseKeyring(jwks.publicJwks, 'verify');

t.test('a signature is valid for its own label and message only', async (t) => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (message, other) => {
      for (const label of SIGNATURE_LABELS) {
        const signature = signBytes(signing, label, message);
        for (const asked of SIGNATURE_LABELS) {
          t.equal(isSignatureValid(verifying, asked, message, signature), asked === label);
        }
        const isSame = Buffer.from(message).equals(other);
        t.equal(isSignatureValid(verifying, label, other, signature), isSame);
      }
    }),
    { numRuns: 30 },
  );
});

t.test('bytes cannot move from the label into the message', async (t) => {
  // Without lengths in the signature base, both would sign the same bytes.
  const shifted = 'countersign/mail' as (typeof SIGNATURE_LABELS)[number];
  const signature = signBytes(signing, shifted, Buffer.from('/v1...'));
  t.notOk(isSignatureValid(verifying, 'countersign/mail/v1', Buffer.from('...'), signature));
});

t.test(
  'a signature with any one bit flipped, of another length or by another key is not valid',
  async (t) => {
    const label = SIGNATURE_LABELS[0];
    const message = Buffer.from('record');
    const good = signBytes(signing, label, message);
    for (let bit = 0; bit < 64 * 8; bit++) {
      const signature = Buffer.from(good.signature);
      signature[bit >> 3] = (signature[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      if (isSignatureValid(verifying, label, message, { ...good, signature })) t.fail(`bit ${bit}`);
    }
    for (const length of [0, 1, 63, 65, 128]) {
      const signature = Buffer.concat([good.signature, Buffer.alloc(64)]).subarray(0, length);
      t.notOk(isSignatureValid(verifying, label, message, { ...good, signature }));
    }
    for (const signingKeyId of ['', 'signing-2', '__proto__', 'constructor']) {
      t.notOk(isSignatureValid(verifying, label, message, { ...good, signingKeyId }));
    }
    const forger = parseKeyring(generateKeyPairJwks('Ed25519', 'signing-1').privateJwks, 'sign');
    t.notOk(isSignatureValid(verifying, label, message, signBytes(forger, label, message)));
    t.ok(isSignatureValid(verifying, label, message, good));
  },
);

t.test('F28: during a rotation, what the earlier and the new key signed is valid', async (t) => {
  const next = generateKeyPairJwks('Ed25519', 'signing-2');
  const overlap = parseKeyring(
    JSON.stringify({ keys: [...JSON.parse(next.publicJwks).keys, ...JSON.parse(jwks.publicJwks).keys] }),
    'verify',
  );
  const message = Buffer.from('record');
  for (const keyring of [signing, parseKeyring(next.privateJwks, 'sign')]) {
    const signature = signBytes(keyring, SIGNATURE_LABELS[0], message);
    t.ok(isSignatureValid(overlap, SIGNATURE_LABELS[0], message, signature));
  }
});

t.test(
  'the public half of a signing keyring verifies what any of its keys signed, and signs nothing',
  async (t) => {
    const half = verifyingHalf(signing);
    const message = Buffer.from('record');
    const label = SIGNATURE_LABELS[0];
    t.ok(isSignatureValid(half, label, message, signBytes(signing, label, message)));
    t.same(
      [...half.byId.values(), half.current].map(({ key }) => key.type),
      ['public', 'public'],
    );
  },
);
