import { createHash } from 'node:crypto';
import {
  type AuthenticatorData,
  MAX_CREDENTIAL_ID_BYTES,
  parseAuthenticatorData,
} from './authenticator-data.ts';
import { checkFlags } from './authenticator-flags.ts';
import { decodeBase64Url } from './base64url.ts';
import type { ExpectedCeremony } from './ceremony.ts';
import { demand } from './ceremony-fault.ts';
import { type CeremonyType, checkClientData } from './client-data.ts';
import type { Assertion, Attestation } from './webauthn.schemas.ts';

/** What both kinds of answers have: of which credential it is, and what the browser says about the ceremony. */
export type Answer = {
  readonly credentialId: Buffer;
  readonly clientData: Buffer;
  /** One of ours. */
  readonly origin: string;
};

export const MAX_CLIENT_DATA_BYTES = 2_048;
export const MAX_ATTESTATION_BYTES = 8_192;
export const MAX_AUTHENTICATOR_DATA_BYTES = 2_048;

/** @throws CeremonyFault */
export function readAnswer(
  { id, rawId, response }: Attestation | Assertion,
  type: CeremonyType,
  expected: ExpectedCeremony,
): Answer {
  demand(id === rawId, 'credential-mismatch');
  const credentialId = decodeBase64Url(rawId, MAX_CREDENTIAL_ID_BYTES);
  const clientData = decodeBase64Url(response.clientDataJSON, MAX_CLIENT_DATA_BYTES);
  return { credentialId, clientData, origin: checkClientData(clientData, { ...expected, type }) };
}

/** @throws CeremonyFault */
export function readAuthenticatorData(bytes: Buffer, expected: ExpectedCeremony): AuthenticatorData {
  demand(bytes.length <= MAX_AUTHENTICATOR_DATA_BYTES, 'malformed');
  const data = parseAuthenticatorData(bytes);
  demand(createHash('sha256').update(expected.rpId).digest().equals(data.rpIdHash), 'rp-mismatch');
  checkFlags(data.flags, expected);
  return data;
}
