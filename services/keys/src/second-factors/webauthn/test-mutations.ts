import fc from 'fast-check';
import type { Tampering } from './test-authenticator.ts';
import { type Encodable, encodeCbor } from './test-cbor.ts';

/**
 * How many inputs, at least 1. For a longer run:
 * `TEST_FUZZ_RUNS=100000 npm test -- --timeout=0 'services/keys/src/second-factors/webauthn/*.test.ts'`.
 */
export const FUZZ_RUNS = Number(process.env.TEST_FUZZ_RUNS ?? 200);

/** The same inputs each time: a failure is there again on the next run. */
export const fuzz = (numRuns = FUZZ_RUNS) => ({ seed: 20_261_126, numRuns, endOnFailure: true });

type Random = Iterator<number>;
const next = (random: Random, below: number): number => (random.next().value as number) % Math.max(1, below);

/** What happens to bytes: the same length or another, a bit or a stretch. */
const DAMAGES: readonly ((bytes: Buffer, random: Random) => Buffer)[] = [
  (bytes, random) => {
    const at = next(random, bytes.length);
    const copy = Buffer.from(bytes);
    copy[at] = (copy[at] ?? 0) ^ (1 << next(random, 8));
    return copy;
  },
  (bytes, random) => {
    const copy = Buffer.from(bytes);
    copy[next(random, bytes.length)] = next(random, 256);
    return copy;
  },
  (bytes, random) => bytes.subarray(0, next(random, bytes.length)),
  (bytes, random) => Buffer.concat([bytes, Buffer.alloc(1 + next(random, 8), next(random, 256))]),
  (bytes, random) => {
    const at = next(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), Buffer.from([next(random, 256)]), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = next(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + next(random, 4))]);
  },
  (bytes, random) => {
    const [from, to] = [next(random, bytes.length), next(random, bytes.length)];
    return Buffer.concat([
      bytes.subarray(0, to),
      bytes.subarray(from, from + next(random, 64)),
      bytes.subarray(to),
    ]);
  },
];

const pick = <T>(items: readonly T[], random: Random): T => items[next(random, items.length)] as T;

export function damaged(bytes: Buffer, random: Random): Buffer {
  let result = bytes;
  for (let count = 1 + next(random, 2); count > 0; count--) result = pick(DAMAGES, random)(result, random);
  return result;
}

/** An answer of a browser with one of its parts damaged. */
export function mangled<T extends { readonly response: object }>(answer: T, random: Random): T {
  const parts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature'];
  const signed = parts.filter((part) => part in answer.response);
  // Browsers add the authenticator data to a registration a second time; nobody reads it.
  const read = signed.includes('attestationObject') ? signed.slice(0, 2) : signed;
  const part = pick(read, random);
  const text = (answer.response as Record<string, string>)[part] ?? '';
  const value = damaged(Buffer.from(text, 'base64url'), random).toString('base64url');
  return { ...answer, response: { ...answer.response, [part]: value } };
}

const appended = (extension: Encodable) => ({
  authenticatorData: (bytes: Buffer) => {
    const copy = Buffer.concat([bytes, encodeCbor(extension)]);
    copy[32] = (copy[32] ?? 0) | 0x80;
    return copy;
  },
});

const clientData = fc.record(
  {
    type: fc.constantFrom('webauthn.create', 'webauthn.get', 'payment.get'),
    origin: fc.constantFrom('https://keys.example.com', 'https://evil.example.com', 'null', null),
    crossOrigin: fc.constantFrom<unknown>(true, false, null, 'true', undefined),
    topOrigin: fc.constantFrom<unknown>('https://evil.example.com', '', null, undefined),
    tokenBinding: fc.constantFrom<unknown>({ status: 'supported' }, { status: 'present', id: 'x' }, null, {}),
    more: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

/** What an authenticator or a browser may do wrong and still sign. */
export const tampering: fc.Arbitrary<Tampering> = fc.oneof(
  clientData.map((data) => ({ clientData: data })),
  fc.integer({ min: 0, max: 255 }).map((mask) => ({ flags: (bits: number) => bits ^ mask })),
  fc.constantFrom(0x04, 0x02, 0x20, 0x18, 0x08).map((mask) => ({ flags: (bits: number) => bits ^ mask })),
  fc.oneof(fc.nat({ max: 3 }), fc.nat()).map((signatureCounter) => ({ signatureCounter })),
  fc.constantFrom('example.com', 'keys.example.com', 'evil.example.com').map((rpId) => ({ rpId })),
  fc
    .constantFrom<Encodable>({ credProtect: 2 }, {}, { a: [] }, [1], 'x', { a: { b: { c: true } } })
    .map(appended),
  fc
    .infiniteStream(fc.nat())
    .map((random) => ({ authenticatorData: (bytes: Buffer) => damaged(bytes, random) })),
  fc.infiniteStream(fc.nat()).map((random) => ({ publicKey: (bytes: Buffer) => damaged(bytes, random) })),
  fc.infiniteStream(fc.nat()).map((random) => ({ signature: (bytes: Buffer) => damaged(bytes, random) })),
  fc
    .infiniteStream(fc.nat())
    .map((random) => ({ clientDataJson: (bytes: Buffer) => damaged(bytes, random) })),
  fc.infiniteStream(fc.nat()).map((random) => ({
    statement: (statement: Record<string, Encodable>) =>
      'sig' in statement ? { ...statement, sig: damaged(statement.sig as Buffer, random) } : statement,
  })),
  fc.constantFrom('none', 'packed', 'fido-u2f', 'tpm', 'apple', 'compound').map((format) => ({ format })),
);
