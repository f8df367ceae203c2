import { randomBytes } from 'node:crypto';
import type {
  ExpectedCeremony,
  RegisteredCredential,
  Verdict,
  VerifiedAssertion,
  VerifiedRegistration,
} from './ceremony.ts';
import { assertionOptions, registrationOptions } from './ceremony-options.ts';
import type { Tampering, TestAuthenticator } from './test-authenticator.ts';
import { userHandleOf } from './user-handle.ts';
import type { Assertion, Attestation } from './webauthn.schemas.ts';
import { verifyAssertion, verifyRegistration } from './webauthn-adapter.ts';

export const ORIGIN = 'https://keys.example.com';
export const RP_ID = 'keys.example.com';
export const USER_HANDLE = userHandleOf('6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11');

/** What a ceremony may do differently: in the authenticator, or in what it is checked against. */
export type Twist = {
  readonly tampering?: Tampering;
  readonly expected?: Partial<ExpectedCeremony>;
};

const ceremony = () => ({
  challenge: randomBytes(32),
  origins: [ORIGIN],
  rpId: RP_ID,
  requireUserVerification: false,
  timeoutMs: 300_000,
});

/** A registration as the browser would bring it, and what to check it against. */
export function registrationOf(authenticator: TestAuthenticator, { tampering, expected }: Twist = {}) {
  const options = ceremony();
  const user = { handle: USER_HANDLE, email: 'ada@example.com' };
  const asked = registrationOptions({ ...options, platformName: 'Countersign', user, registered: [] });
  const attestation: Attestation = authenticator.register(asked, { origin: ORIGIN }, tampering);
  return { asked, attestation, ...options, ...expected };
}

/** An assertion by a registered credential, and what to check it against. */
export function assertionOf(
  authenticator: TestAuthenticator,
  { registration, tampering, expected }: Twist & { readonly registration: VerifiedRegistration },
) {
  const options = ceremony();
  const credential = credentialOf(registration);
  const asked = assertionOptions({
    ...options,
    registered: [{ id: credential.id, transports: registration.transports }],
  });
  const assertion: Assertion = authenticator.assert(asked, { origin: ORIGIN }, tampering);
  return { asked, assertion, credential, ...options, ...expected };
}

/** As it would be stored. */
export const credentialOf = (registration: VerifiedRegistration): RegisteredCredential => ({
  id: registration.credentialId,
  publicKey: registration.publicKey,
  signatureCounter: registration.signatureCounter,
  backupEligible: registration.backupEligible,
  userHandle: USER_HANDLE,
});

export const registerOnce = (
  authenticator: TestAuthenticator,
  twist?: Twist,
): Promise<Verdict<VerifiedRegistration>> => verifyRegistration(registrationOf(authenticator, twist));

/** For tests about something else: a registration that is known to be good. */
export async function verifiedRegistration(authenticator: TestAuthenticator): Promise<VerifiedRegistration> {
  const verdict = await registerOnce(authenticator);
  if (!verdict.ok) throw new Error(`the registration was refused: ${verdict.fault}`);
  return verdict.value;
}

export const assertOnce = (
  authenticator: TestAuthenticator,
  registration: VerifiedRegistration,
  twist: Twist = {},
): Promise<Verdict<VerifiedAssertion>> =>
  verifyAssertion(assertionOf(authenticator, { ...twist, registration }));
