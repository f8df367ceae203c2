import { Fido2Lib } from 'fido2-lib';
import { type AssertionAnswer, readAssertion } from './assertion-answer.ts';
import type {
  ExpectedCeremony,
  RegisteredCredential,
  Verdict,
  VerifiedAssertion,
  VerifiedRegistration,
} from './ceremony.ts';
import { CeremonyFault, type CeremonyFaultCode, demand } from './ceremony-fault.ts';
import { OFFERED_ALGORITHMS } from './cose-key.ts';
import { type RegistrationAnswer, readRegistration } from './registration-answer.ts';
import { hasRisen } from './signature-counter.ts';
import { knownTransports } from './transports.ts';
import type { Assertion, Attestation } from './webauthn.schemas.ts';

const library = new Fido2Lib({ attestation: 'none', cryptoParams: [...OFFERED_ALGORITHMS] });

/**
 * Checks what a browser brought from registering a credential (WebAuthn §7.1). Our own checks come first, so that
 * the library decodes only what is known to be small and plain; then it must agree.
 */
export function verifyRegistration({
  attestation,
  ...expected
}: ExpectedCeremony & { readonly attestation: Attestation }): Promise<Verdict<VerifiedRegistration>> {
  return verdictOf(async () => {
    const answer = readRegistration(attestation, expected);
    await agreeOnRegistration(answer, expected);
    const { credential, data, key } = answer;
    return {
      credentialId: credential.credentialId,
      publicKey: credential.publicKey,
      algorithm: key.algorithm,
      signatureCounter: data.signatureCounter,
      userVerified: data.flags.userVerified,
      backupEligible: data.flags.backupEligible,
      backedUp: data.flags.backedUp,
      aaguid: credential.aaguid,
      transports: knownTransports(attestation.response.transports ?? []),
    };
  });
}

/**
 * Checks an assertion by a registered credential (WebAuthn §7.2). `backup-eligibility-changed` and
 * `counter-not-risen` come from the genuine private key, so they are worth an alarm; any other fault anybody can cause.
 * The caller keeps the counter that it gets back, and only if nobody was faster.
 */
export function verifyAssertion({
  assertion,
  credential,
  ...expected
}: ExpectedCeremony & {
  readonly assertion: Assertion;
  readonly credential: RegisteredCredential;
}): Promise<Verdict<VerifiedAssertion>> {
  return verdictOf(async () => {
    const answer = readAssertion(assertion, credential, expected);
    const { flags, signatureCounter } = answer.data;
    const isRisen = hasRisen(signatureCounter, credential.signatureCounter);
    // The library reports a counter like any other fault. What is wrong about it is for us to say, after the signature.
    await agreeOnAssertion(answer, credential, expected, isRisen ? credential.signatureCounter : 0);
    demand(flags.backupEligible === credential.backupEligible, 'backup-eligibility-changed');
    demand(isRisen, 'counter-not-risen');
    return { signatureCounter, backedUp: flags.backedUp, userVerified: flags.userVerified };
  });
}

async function verdictOf<T>(verify: () => Promise<T>): Promise<Verdict<T>> {
  try {
    return { ok: true, value: await verify() };
  } catch (error) {
    if (error instanceof CeremonyFault) return { ok: false, fault: error.code };
    throw error;
  }
}

async function agreeOnRegistration(answer: RegistrationAnswer, expected: ExpectedCeremony): Promise<void> {
  const request = {
    rawId: toArrayBuffer(answer.credentialId),
    response: {
      clientDataJSON: answer.clientData.toString('base64url'),
      attestationObject: answer.object.bytes.toString('base64url'),
    },
  };
  const { authnrData } = await agree('attestation-invalid', () =>
    library.attestationResult(request, expectation(answer, expected)),
  );
  demand(authnrData.get('counter') === answer.data.signatureCounter, 'malformed');
  demand(asOneLine(authnrData.get('credentialPublicKeyPem')) === asOneLine(answer.key.pem), 'key-invalid');
}

async function agreeOnAssertion(
  answer: AssertionAnswer,
  { userHandle }: RegisteredCredential,
  expected: ExpectedCeremony,
  previousCounter: number,
): Promise<void> {
  const id = toArrayBuffer(answer.credentialId);
  const request = {
    rawId: id,
    response: {
      clientDataJSON: answer.clientData.toString('base64url'),
      authenticatorData: toArrayBuffer(answer.authenticatorData),
      signature: answer.signature.toString('base64url'),
    },
  };
  const { authnrData } = await agree('signature-invalid', () =>
    library.assertionResult(request, {
      ...expectation(answer, expected),
      publicKey: answer.key.pem,
      prevCounter: previousCounter,
      userHandle: userHandle.toString('base64url'),
      allowCredentials: [{ type: 'public-key', id: toArrayBuffer(answer.credentialId) }],
    }),
  );
  demand(authnrData.get('counter') === answer.data.signatureCounter, 'malformed');
}

/** The library writes into what it is given: everything that it gets is made for it. */
const expectation = ({ origin }: { origin: string }, { rpId, challenge, ...expected }: ExpectedCeremony) => ({
  rpId,
  origin,
  challenge: challenge.toString('base64url'),
  factor: expected.requireUserVerification ? ('first' as const) : ('second' as const),
});

/** The library throws for whatever it dislikes, in words that change between versions. */
async function agree<T>(code: CeremonyFaultCode, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    throw new CeremonyFault(code);
  }
}

const toArrayBuffer = (bytes: Buffer) => new Uint8Array(bytes).buffer;
const asOneLine = (pem: string) => pem.replaceAll(/\s/g, '');
