import { readFileSync } from 'node:fs';
import type { ExpectedCeremony, RegisteredCredential, VerifiedRegistration } from './ceremony.ts';
import type { Assertion, Attestation } from './webauthn.schemas.ts';

type Recording = {
  readonly name: string;
  readonly requireUserVerification: boolean;
  readonly registration: { readonly challenge: string; readonly attestation: Attestation };
  readonly assertions: readonly { readonly challenge: string; readonly assertion: Assertion }[];
};

type Recordings = {
  readonly browser: string;
  readonly origin: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly ceremonies: readonly Recording[];
};

export type RegistrationCase = ExpectedCeremony & {
  readonly name: string;
  readonly attestation: Attestation;
};
export type AssertionCase = ExpectedCeremony & {
  readonly name: string;
  readonly assertion: Assertion;
  readonly credential: RegisteredCredential;
};

/** What a real Chromium brought: written by tests/system/record-ceremonies.ts. */
const recordings: Recordings = JSON.parse(
  readFileSync(new URL('./recorded-ceremonies.json', import.meta.url), 'utf8'),
);

const bytes = (text: string) => Buffer.from(text, 'base64url');

const expectedOf = (challenge: string, { requireUserVerification }: Recording): ExpectedCeremony => ({
  challenge: bytes(challenge),
  origins: [recordings.origin],
  rpId: recordings.rpId,
  requireUserVerification,
});

export const RECORDED_REGISTRATIONS: readonly RegistrationCase[] = recordings.ceremonies.map((recording) => ({
  name: recording.name,
  attestation: recording.registration.attestation,
  ...expectedOf(recording.registration.challenge, recording),
}));

/** The assertions that were recorded with a registration, in their order: each is checked with the counter before it. */
export function recordedAssertions(
  name: string,
  registration: VerifiedRegistration,
): readonly AssertionCase[] {
  const recording = recordings.ceremonies.find((candidate) => candidate.name === name);
  let { signatureCounter } = registration;
  return (recording?.assertions ?? []).map(({ challenge, assertion }) => {
    const credential = {
      id: registration.credentialId,
      publicKey: registration.publicKey,
      signatureCounter,
      backupEligible: registration.backupEligible,
      userHandle: bytes(recordings.userHandle),
    };
    signatureCounter = bytes(assertion.response.authenticatorData).readUInt32BE(33);
    return { name, assertion, credential, ...expectedOf(challenge, recording as Recording) };
  });
}
