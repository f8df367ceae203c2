import { type Answer, MAX_ATTESTATION_BYTES, readAnswer, readAuthenticatorData } from './answer.ts';
import { type AttestationObject, parseAttestationObject } from './attestation-object.ts';
import type { AttestedCredential, AuthenticatorData } from './authenticator-data.ts';
import { decodeBase64Url } from './base64url.ts';
import type { ExpectedCeremony } from './ceremony.ts';
import { demand } from './ceremony-fault.ts';
import { type CredentialKey, parseCoseKey } from './cose-key.ts';
import { isSignature } from './credential-signature.ts';
import type { Attestation } from './webauthn.schemas.ts';

export type RegistrationAnswer = Answer & {
  readonly object: AttestationObject;
  readonly data: AuthenticatorData;
  readonly credential: AttestedCredential;
  readonly key: CredentialKey;
};

/**
 * Reads a registration with every check of ours (WebAuthn §7.1). What it returns is small, plain and of one meaning.
 *
 * @throws CeremonyFault
 */
export function readRegistration(attestation: Attestation, expected: ExpectedCeremony): RegistrationAnswer {
  const answer = readAnswer(attestation, 'webauthn.create', expected);
  const bytes = decodeBase64Url(attestation.response.attestationObject, MAX_ATTESTATION_BYTES);
  const object = parseAttestationObject(bytes);
  const data = readAuthenticatorData(object.authenticatorData, expected);
  const credential = data.attested;
  demand(credential !== null, 'malformed');
  demand(credential.credentialId.equals(answer.credentialId), 'credential-mismatch');
  const key = parseCoseKey(credential.publicKey);
  checkSelfAttestation(object, key);
  return { ...answer, object, data, credential, key };
}

function checkSelfAttestation({ selfAttestation }: AttestationObject, key: CredentialKey): void {
  if (selfAttestation === null) return;
  const { algorithm, signature } = selfAttestation;
  demand(algorithm === key.algorithm && isSignature(signature, key), 'attestation-invalid');
}
