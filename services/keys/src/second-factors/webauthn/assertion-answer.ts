import { type Answer, MAX_AUTHENTICATOR_DATA_BYTES, readAnswer, readAuthenticatorData } from './answer.ts';
import type { AuthenticatorData } from './authenticator-data.ts';
import { decodeBase64Url } from './base64url.ts';
import type { ExpectedCeremony, RegisteredCredential } from './ceremony.ts';
import { demand } from './ceremony-fault.ts';
import { type CredentialKey, parseCoseKey } from './cose-key.ts';
import { isSignature, MAX_SIGNATURE_BYTES } from './credential-signature.ts';
import type { Assertion } from './webauthn.schemas.ts';

export type AssertionAnswer = Answer & {
  readonly authenticatorData: Buffer;
  readonly data: AuthenticatorData;
  readonly signature: Buffer;
  readonly key: CredentialKey;
};

/**
 * Reads an assertion with every check of ours that needs no signature (WebAuthn §7.2). What it returns is small,
 * plain and of one meaning.
 *
 * @throws CeremonyFault
 */
export function readAssertion(
  assertion: Assertion,
  credential: RegisteredCredential,
  expected: ExpectedCeremony,
): AssertionAnswer {
  const answer = readAnswer(assertion, 'webauthn.get', expected);
  demand(answer.credentialId.equals(credential.id), 'credential-mismatch');
  checkUserHandle(assertion.response.userHandle, credential.userHandle);
  const authenticatorData = decodeBase64Url(
    assertion.response.authenticatorData,
    MAX_AUTHENTICATOR_DATA_BYTES,
  );
  const data = readAuthenticatorData(authenticatorData, expected);
  demand(data.attested === null, 'malformed');
  const key = parseCoseKey(credential.publicKey);
  const signature = decodeBase64Url(assertion.response.signature, MAX_SIGNATURE_BYTES);
  demand(isSignature(signature, key), 'signature-invalid');
  return { ...answer, authenticatorData, data, signature, key };
}

/** Authenticators say it of resident keys only; browsers write nothing, `null` or an empty text for none. */
function checkUserHandle(stated: string | null | undefined, own: Buffer): void {
  const isOwn = !stated || stated === own.toString('base64url');
  demand(isOwn, 'user-handle-mismatch');
}
