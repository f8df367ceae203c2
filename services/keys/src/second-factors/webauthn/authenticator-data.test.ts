import t from 'tap';
import { parseAuthenticatorData } from './authenticator-data.ts';
import { encodeCbor } from './test-cbor.ts';

const head = (flags: number) => Buffer.concat([Buffer.alloc(32, 9), Buffer.from([flags, 0, 0, 1, 2])]);
const attested = (id: Buffer, length = id.length) =>
  Buffer.concat([Buffer.alloc(16, 0xab), Buffer.from([length >> 8, length & 0xff]), id, Buffer.from([0xa0])]);
const parse = (...parts: Buffer[]) => parseAuthenticatorData(Buffer.concat(parts));
const extension = encodeCbor({ credProtect: 2 });

t.test('each flag is its bit of WebAuthn §6.1', async (t) => {
  const none = { userPresent: false, userVerified: false, backupEligible: false, backedUp: false };
  t.same(parse(head(0)).flags, none);
  t.same(parse(head(0x01)).flags, { ...none, userPresent: true });
  t.same(parse(head(0x04)).flags, { ...none, userVerified: true });
  t.same(parse(head(0x08)).flags, { ...none, backupEligible: true });
  t.same(parse(head(0x10)).flags, { ...none, backedUp: true });
  t.same(parse(head(0x22)).flags, none, 'reserved bits say nothing');
});

t.test('hash, counter, credential and key are where they stand', async (t) => {
  const id = Buffer.alloc(1_023, 3);
  const data = parse(head(0xc1), attested(id), extension);
  t.same(data.rpIdHash, Buffer.alloc(32, 9));
  t.equal(data.signatureCounter, 258);
  t.match(data.attested, { aaguid: 'abababab-abab-abab-abab-abababababab', publicKey: Buffer.from([0xa0]) });
  t.same(data.attested?.credentialId, id);
  t.equal(parse(head(0x81), extension).attested, null);
});

t.test('KS-25: cut off anywhere, or with anything left over, it is malformed', async (t) => {
  const whole = Buffer.concat([head(0xc1), attested(Buffer.alloc(16)), extension]);
  for (let length = 0; length < whole.length; length++) {
    t.throws(() => parse(whole.subarray(0, length)), { code: 'malformed' }, `${length} bytes`);
  }
  t.throws(() => parse(whole, Buffer.from([0])), { code: 'malformed' });
  t.throws(() => parse(head(0x01), extension), { code: 'malformed' }, 'extensions without the flag');
  t.throws(() => parse(head(0x81)), { code: 'malformed' }, 'the flag without extensions');
  t.throws(() => parse(head(0x81), encodeCbor({})), { code: 'malformed' }, 'no extension in them');
  t.throws(() => parse(head(0x81), encodeCbor([1])), { code: 'malformed' }, 'extensions that are a list');
});

t.test('a credential ID has 1 to 1023 bytes, and all that it says', async (t) => {
  for (const bytes of [Buffer.alloc(0), Buffer.alloc(1_024)]) {
    t.throws(() => parse(head(0x41), attested(bytes)), { code: 'malformed' });
  }
  t.throws(() => parse(head(0x41), attested(Buffer.alloc(16), 1_000)), { code: 'malformed' });
});
