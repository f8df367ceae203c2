import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { generateKeyPairJwks } from './generate-keyring.ts';
import { signKeyRecord, verifyKeyRecord } from './key-record.ts';
import { decodeKeyRecord, encodeKeyRecord, type KeyRecord } from './key-record-encoding.ts';
import { parseKeyring } from './parse-keyring.ts';
import { signBytes } from './signature.ts';
import { exampleRecord } from './test-records.ts';

const jwks = generateKeyPairJwks('Ed25519', 'signing-1');
const signing = parseKeyring(jwks.privateJwks, 'sign');
const verifying = parseKeyring(jwks.publicJwks, 'verify');

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const count = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const anyRecord: fc.Arbitrary<KeyRecord> = fc.record({
  v: fc.constant(1 as const),
  environment: text,
  keyId: text,
  ownerId: text,
  algorithm: fc.constant('hmac-sha384' as const),
  permissions: fc.array(text),
  ipAllowlist: fc.option(fc.array(text, { minLength: 1 })),
  expiresAt: fc.option(fc.date({ noInvalidDate: true }).map((date) => date.toISOString())),
  status: fc.constantFrom('active' as const, 'revoked' as const),
  version: count,
  verifierGeneration: count,
  verifierDigest: fc
    .uint8Array({ minLength: 32, maxLength: 32 })
    .map((digest) => Buffer.from(digest).toString('base64url')),
});

/** Genuine bytes of the key service's key, whatever they say. */
const signed = (content: string | Buffer) => {
  const record = Buffer.from(content as string);
  return { record, ...signBytes(signing, 'countersign/key-record/v1', record) };
};

t.test('a signed record comes back as it was signed', async (t) => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      t.same(verifyKeyRecord(verifying, signKeyRecord(signing, record)), record);
    }),
  );
});

t.test('different records have different encodings', async (t) => {
  fc.assert(
    fc.property(anyRecord, anyRecord, (a, b) => {
      const isSame = JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
      return encodeKeyRecord(a).equals(encodeKeyRecord(b)) === isSame;
    }),
  );
  t.pass();
});

t.test('KS-85: a record with any byte changed is refused', async (t) => {
  const good = signKeyRecord(signing, exampleRecord);
  for (let at = 0; at < good.record.byteLength; at++) {
    const record = Buffer.from(good.record);
    record[at] = (record[at] ?? 0) ^ 1;
    if (verifyKeyRecord(verifying, { ...good, record }) !== null) t.fail(`byte ${at}`);
  }
  t.same(verifyKeyRecord(verifying, good), exampleRecord);
});

t.test('a genuine signature over bytes in another encoding grants nothing', async (t) => {
  const canonical = encodeKeyRecord(exampleRecord).toString();
  for (const content of [
    ` ${canonical}`,
    `${canonical}\n`,
    canonical.replace(',', ', '),
    canonical.replace('orders', '\\u006frders'),
    canonical.replace(',1,1,', ',1.0,1,'),
    canonical.replace(',1,1,', ',1e0,1,'),
    `\ufeff${canonical}`,
    JSON.stringify(exampleRecord),
    Buffer.from(canonical, 'utf16le'),
    Buffer.concat([Buffer.from(canonical.slice(0, -2)), Buffer.from([0xff]), Buffer.from('"]')]),
  ]) {
    t.equal(verifyKeyRecord(verifying, signed(content)), null, content.toString().slice(0, 60));
  }
  t.same(verifyKeyRecord(verifying, signed(canonical)), exampleRecord);
});

t.test('a genuine signature over what is no record never throws and grants nothing', async (t) => {
  for (const content of ['', 'x', '[', '{}', '[]', 'null', '1', '"text"', '[1]', '['.repeat(20_000)]) {
    t.equal(verifyKeyRecord(verifying, signed(content)), null, content.slice(0, 20));
  }
  fc.assert(
    fc.property(fc.json(), (content) => verifyKeyRecord(verifying, signed(content)) === null),
    { numRuns: 100 },
  );
  fc.assert(
    fc.property(
      fc.uint8Array(),
      (content) => verifyKeyRecord(verifying, signed(Buffer.from(content))) === null,
    ),
    { numRuns: 100 },
  );
});

const WRONG: [keyof KeyRecord, unknown[]][] = [
  ['v', [0, 2, '1', null]],
  ['environment', ['', null, 1]],
  ['keyId', ['', null, ['ck_']]],
  ['ownerId', ['', null, 7]],
  ['algorithm', ['none', 'hmac-sha256', '', null]],
  ['permissions', [null, 'orders:read', { 0: 'orders:read' }, [1], [''], [['orders:read']]]],
  ['ipAllowlist', [[], '192.0.2.1', [null], {}]],
  [
    'expiresAt',
    ['', '2030-01-01', '2030-01-01T00:00:00Z', 'never', 1_900_000_000, '2030-02-30T00:00:00.000Z'],
  ],
  ['status', ['expired', 'ACTIVE', '', null]],
  ['version', [0, -1, 1.5, '1', null, 2 ** 53]],
  ['verifierGeneration', [0, -1, 1.5, '1', null]],
  ['verifierDigest', ['', 'A'.repeat(42), 'A'.repeat(44), `${'A'.repeat(42)}=`, null]],
];

for (const [member, values] of WRONG) {
  t.test(`a record with a wrong ${member} is neither signed nor, if it were signed, obeyed`, async (t) => {
    for (const value of values) {
      const record = { ...exampleRecord, [member]: value } as KeyRecord;
      t.throws(() => signKeyRecord(signing, record), { message: `key record has a wrong ${member}` });
      const content = JSON.stringify(
        Object.keys(exampleRecord).map((name) => record[name as keyof KeyRecord]),
      );
      t.equal(verifyKeyRecord(verifying, signed(content)), null, JSON.stringify(value));
    }
  });
}

t.test('malformed input of any kind is refused without throwing', async (t) => {
  const good = signKeyRecord(signing, exampleRecord);
  for (const change of [
    { record: Buffer.alloc(0) },
    { record: randomBytes(100_000) },
    { signature: Buffer.alloc(0) },
    { signature: Buffer.alloc(64) },
    { signature: Buffer.alloc(64, 0xff) },
    { signature: randomBytes(10_000) },
    { signingKeyId: '' },
    { signingKeyId: 'x'.repeat(10_000) },
    { signingKeyId: 'toString' },
  ]) {
    t.equal(verifyKeyRecord(verifying, { ...good, ...change }), null);
  }
  t.equal(decodeKeyRecord(Buffer.from('[1,2,3]')), null);
});

t.test('a mail signature never passes for a record signature', async (t) => {
  const record = encodeKeyRecord(exampleRecord);
  t.equal(verifyKeyRecord(verifying, { record, ...signBytes(signing, 'countersign/mail/v1', record) }), null);
});
