import { verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';
import { asMap, decodeCbor } from './cbor.ts';
import { OFFERED_ALGORITHMS } from './cose-key.ts';
import { encodeCbor } from './test-cbor.ts';
import type { AssertionCase, RegistrationCase } from './test-recordings.ts';
import type { Attestation } from './webauthn.schemas.ts';

/** What @simplewebauthn/server says of a registration: the key that it read, or `null` for a refusal. */
export async function secondOpinionOnRegistration(given: RegistrationCase): Promise<Uint8Array | null> {
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: withoutCertificates(given.attestation) as Parameters<
        typeof verifyRegistrationResponse
      >[0]['response'],
      expectedChallenge: given.challenge.toString('base64url'),
      expectedOrigin: [...given.origins],
      expectedRPID: given.rpId,
      requireUserVerification: given.requireUserVerification,
      supportedAlgorithmIDs: [...OFFERED_ALGORITHMS],
    });
    return verified ? registrationInfo.credential.publicKey : null;
  } catch {
    return null;
  }
}

/** What @simplewebauthn/server says of an assertion: the counter that it read, or `null` for a refusal. */
export async function secondOpinionOnAssertion({
  credential,
  ...given
}: AssertionCase): Promise<number | null> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: given.assertion as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge: given.challenge.toString('base64url'),
      expectedOrigin: [...given.origins],
      expectedRPID: given.rpId,
      requireUserVerification: given.requireUserVerification,
      credential: {
        id: credential.id.toString('base64url'),
        publicKey: new Uint8Array(credential.publicKey),
        counter: credential.signatureCounter,
      },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}

/** Certificates are worth nothing here (attestation-object.ts), so they are left out for the other library, too. */
function withoutCertificates(attestation: Attestation): Attestation {
  const { response } = attestation;
  try {
    const object = asMap(decodeCbor(Buffer.from(response.attestationObject, 'base64url')));
    const statement = object.get('attStmt');
    const isSelf = object.get('fmt') === 'packed' && statement instanceof Map && !statement.has('x5c');
    if (object.get('fmt') === 'none' || isSelf) return attestation;
    const plain = encodeCbor({ fmt: 'none', attStmt: {}, authData: object.get('authData') ?? null });
    return { ...attestation, response: { ...response, attestationObject: plain.toString('base64url') } };
  } catch {
    return attestation;
  }
}
