import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import t from 'tap';
import { TestAuthenticator } from './test-authenticator.ts';
import { cborHead, encodeCbor } from './test-cbor.ts';
import { assertionOf, registrationOf, verifiedRegistration } from './test-ceremonies.ts';
import { damaged, FUZZ_RUNS, fuzz } from './test-mutations.ts';
import { verifyAssertion, verifyRegistration } from './webauthn-adapter.ts';

const given = registrationOf(new TestAuthenticator({ attestation: 'self' }));
const registerBytes = (bytes: Buffer) => {
  const response = { ...given.attestation.response, attestationObject: bytes.toString('base64url') };
  return verifyRegistration({ ...given, attestation: { ...given.attestation, response } });
};
const object = (authData: Buffer, statement: Buffer = Buffer.from([0xa0])) =>
  Buffer.concat([
    Buffer.from([0xa3]),
    ...[encodeCbor('fmt'), encodeCbor('none'), encodeCbor('attStmt'), statement],
    ...[encodeCbor('authData'), encodeCbor(authData)],
  ]);
const wellMade = Buffer.from(given.attestation.response.attestationObject, 'base64url');

const BOMBS: Record<string, Buffer> = {
  'an attestation of a megabyte': object(randomBytes(1_000_000)),
  'a megabyte of nothing': Buffer.alloc(1_000_000),
  '8000 arrays in each other': object(Buffer.alloc(37), Buffer.alloc(8_000, 0x81)),
  '8000 maps in each other': object(
    Buffer.alloc(37),
    Buffer.concat(Array(4_000).fill(Buffer.from([0xa1, 0]))),
  ),
  '8000 tags in each other': object(Buffer.alloc(37), Buffer.alloc(8_000, 0xc1)),
  'indefinite arrays in each other': object(Buffer.alloc(37), Buffer.alloc(8_000, 0x9f)),
  'an indefinite map': Buffer.concat([Buffer.from([0xbf]), wellMade.subarray(1), Buffer.from([0xff])]),
  'an array of four billion items': object(Buffer.alloc(37), cborHead(4, 4_294_967_295)),
  'a map of four billion entries': cborHead(5, 4_294_967_295),
  'a text of four billion bytes': object(Buffer.alloc(37), cborHead(3, 4_294_967_295)),
  'authenticator data of 5 bytes': object(Buffer.alloc(5)),
  'no authenticator data': object(Buffer.alloc(0)),
  nothing: Buffer.alloc(0),
};

t.test('KS-25: bombs are malformed, at once and without memory', async (t) => {
  await registerBytes(wellMade);
  for (const [name, bytes] of Object.entries(BOMBS)) {
    // The best of five: another process on the machine, or a collection of garbage, is not what is measured.
    const costs = [];
    for (let round = 0; round < 5; round++) {
      const [cpu, memory] = [process.cpuUsage(), process.memoryUsage()];
      t.match(await registerBytes(bytes), { ok: false, fault: 'malformed' }, name);
      const { user, system } = process.cpuUsage(cpu);
      const after = process.memoryUsage();
      const used = after.heapUsed - memory.heapUsed + after.arrayBuffers - memory.arrayBuffers;
      costs.push({ ms: (user + system) / 1_000, megabytes: used / 1e6 });
    }
    t.ok(Math.min(...costs.map(({ ms }) => ms)) < 50, `${name}: less than 50 ms`);
    t.ok(Math.min(...costs.map(({ megabytes }) => megabytes)) < 5, `${name}: less than 5 MB`);
  }
});

t.test('KS-25: a registration of any bytes has a verdict', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array)),
    fc.uint8Array({ maxLength: 300 }).map((array) => object(Buffer.from(array))),
    fc.uint8Array({ maxLength: 100 }).map((array) => object(Buffer.alloc(37), Buffer.from(array))),
    fc.infiniteStream(fc.nat()).map((random) => damaged(wellMade, random)),
  );
  const property = async (input: Buffer) => typeof (await registerBytes(input)).ok === 'boolean';
  await fc.assert(fc.asyncProperty(bytes, property), fuzz(FUZZ_RUNS * 25));
});

t.test('KS-25: an answer of any shape that the schema lets through has a verdict', async () => {
  const text = fc.oneof(fc.string(), fc.base64String(), fc.stringMatching(/^[A-Za-z0-9_-]{0,80}$/));
  const authenticator = new TestAuthenticator();
  const registration = await verifiedRegistration(authenticator);
  const asserting = assertionOf(authenticator, { registration });
  const parts = fc.record(
    { clientDataJSON: text, authenticatorData: text, signature: text, attestationObject: text },
    { requiredKeys: [] },
  );
  const property = async (changed: object, rawId: string) => {
    const attestation = { ...given.attestation, rawId, id: rawId };
    const registered = await verifyRegistration({ ...given, attestation });
    const response = { ...given.attestation.response, ...changed };
    const again = await verifyRegistration({ ...given, attestation: { ...given.attestation, response } });
    const assertion = { ...asserting.assertion, response: { ...asserting.assertion.response, ...changed } };
    const asserted = await verifyAssertion({ ...asserting, assertion });
    return [registered, again, asserted].every(({ ok }) => typeof ok === 'boolean');
  };
  await fc.assert(fc.asyncProperty(parts, text, property), fuzz());
});
