import fc from 'fast-check';
import t from 'tap';
import type { Tampering, TestAuthenticatorOptions } from './test-authenticator.ts';
import { TestAuthenticator } from './test-authenticator.ts';
import { assertionOf, registrationOf, verifiedRegistration } from './test-ceremonies.ts';
import { fuzz, mangled, tampering } from './test-mutations.ts';
import {
  type AssertionCase,
  RECORDED_REGISTRATIONS,
  type RegistrationCase,
  recordedAssertions,
} from './test-recordings.ts';
import { secondOpinionOnAssertion, secondOpinionOnRegistration } from './test-second-opinion.ts';
import { verifyAssertion, verifyRegistration } from './webauthn-adapter.ts';

// Two libraries and our own checks read the same ceremonies. Whatever we accept, @simplewebauthn/server must accept.

/** Both verdicts on a registration. Throws when we accept what the other refuses, or when they read different keys. */
async function judgeRegistration(given: RegistrationCase) {
  const [ours, theirs] = [await verifyRegistration(given), await secondOpinionOnRegistration(given)];
  if (ours.ok && !ours.value.publicKey.equals(theirs ?? Buffer.alloc(0))) {
    throw new Error(`we alone accept ${JSON.stringify(given)}`);
  }
  return { ours: ours.ok ? 'accepted' : ours.fault, theirs: theirs !== null };
}

/** Both verdicts on an assertion. */
async function judgeAssertion(given: AssertionCase) {
  const [ours, theirs] = [await verifyAssertion(given), await secondOpinionOnAssertion(given)];
  if (ours.ok && ours.value.signatureCounter !== theirs) {
    throw new Error(`we alone accept ${JSON.stringify(given)}`);
  }
  return { ours: ours.ok ? 'accepted' : ours.fault, theirs: theirs !== null };
}

const BOTH = { ours: 'accepted', theirs: true };

async function verifiedRecording(given: RegistrationCase) {
  const verdict = await verifyRegistration(given);
  if (!verdict.ok) throw new Error(`${given.name}: ${verdict.fault}`);
  return verdict.value;
}

t.test('what a real Chromium brought is accepted by both', async (t) => {
  for (const given of RECORDED_REGISTRATIONS) {
    t.same(await judgeRegistration(given), BOTH, given.name);
    const assertions = recordedAssertions(given.name, await verifiedRecording(given));
    t.equal(assertions.length, 2);
    for (const assertion of assertions) t.same(await judgeAssertion(assertion), BOTH, given.name);
  }
});

const KINDS: readonly TestAuthenticatorOptions[] = [
  {},
  { attestation: 'self' },
  { attestation: 'packed' },
  { attestation: 'fido-u2f', userVerification: false },
  { algorithm: 'RS256' },
  { algorithm: 'RS256', attestation: 'self' },
  { backupEligible: true, backedUp: true, counts: false },
];

t.test('well-made ceremonies of every kind are accepted by both', async (t) => {
  for (const options of KINDS) {
    const authenticator = new TestAuthenticator(options);
    const name = JSON.stringify(options);
    t.same(await judgeRegistration({ name, ...registrationOf(authenticator) }), BOTH, name);
    const registration = await verifiedRegistration(authenticator);
    t.same(await judgeAssertion({ name, ...assertionOf(authenticator, { registration }) }), BOTH, name);
  }
});

/** How often each verdict came: a property that never meets an acceptance, or never a refusal, proves nothing. */
class Tally {
  readonly seen = new Map<string, number>();
  add({ ours, theirs }: { ours: string; theirs: boolean }): void {
    const verdict = `${ours}, ${theirs ? 'accepted' : 'refused'}`;
    this.seen.set(verdict, (this.seen.get(verdict) ?? 0) + 1);
  }
  some(pattern: RegExp): boolean {
    return [...this.seen.keys()].some((verdict) => pattern.test(verdict));
  }
}

t.test('recorded ceremonies with damaged bytes: we accept nothing that the other refuses', async (t) => {
  const tally = new Tally();
  const registrations = fc.constantFrom(...RECORDED_REGISTRATIONS);
  await fc.assert(
    fc.asyncProperty(registrations, fc.infiniteStream(fc.nat()), async (given, random) => {
      tally.add(await judgeRegistration({ ...given, attestation: mangled(given.attestation, random) }));
    }),
    fuzz(),
  );
  const prepared = await Promise.all(
    RECORDED_REGISTRATIONS.map(async (given) =>
      recordedAssertions(given.name, await verifiedRecording(given)),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...prepared.flat()),
      fc.infiniteStream(fc.nat()),
      async (given, random) => {
        tally.add(await judgeAssertion({ ...given, assertion: mangled(given.assertion, random) }));
      },
    ),
    fuzz(),
  );
  t.comment(Object.fromEntries(tally.seen));
  for (const verdict of [/^accepted, accepted$/, /^malformed, refused$/, /^signature-invalid, refused$/]) {
    t.ok(tally.some(verdict), String(verdict));
  }
});

t.test('ceremonies made wrong and signed: we accept nothing that the other refuses', async (t) => {
  const tally = new Tally();
  const authenticators = await Promise.all(
    KINDS.map(async (options) => {
      const authenticator = new TestAuthenticator(options);
      return { authenticator, registration: await verifiedRegistration(authenticator) };
    }),
  );
  const property = async (index: number, change: Tampering, requireUserVerification: boolean) => {
    const { authenticator, registration } = authenticators[
      index % KINDS.length
    ] as (typeof authenticators)[0];
    const twist = { tampering: change, expected: { requireUserVerification } };
    tally.add(await judgeRegistration({ name: '', ...registrationOf(authenticator, twist) }));
    tally.add(await judgeAssertion({ name: '', ...assertionOf(authenticator, { registration, ...twist }) }));
  };
  await fc.assert(fc.asyncProperty(fc.nat(), tampering, fc.boolean(), property), fuzz());
  t.comment(Object.fromEntries(tally.seen));
  for (const verdict of [
    /^accepted, accepted$/,
    /, refused$/,
    /^cross-origin-refused/,
    /^counter-not-risen/,
  ]) {
    t.ok(tally.some(verdict), String(verdict));
  }
});
