/** Why a registration or an assertion is not accepted, each with a sentence that the person may see. */
export const CEREMONY_FAULTS = {
  malformed: 'is not an answer of an authenticator',
  'type-mismatch': 'belongs to the other kind of ceremony',
  'challenge-mismatch': 'answers another challenge',
  'origin-refused': 'was made on a page of another site',
  'cross-origin-refused': 'was made inside a page of another site',
  'rp-mismatch': 'was made for another site',
  'user-not-present': 'was made without a touch of the security key',
  'user-not-verified': 'was made without the PIN or fingerprint that is required here',
  'backup-flags-inconsistent': 'says that the credential is backed up and also that it cannot be',
  'algorithm-not-offered': 'uses a kind of key that is not supported here: only ES256 and RS256 are',
  'key-invalid': 'holds a public key that is none',
  'attestation-invalid': 'holds an attestation that is not right',
  'credential-mismatch': 'was made with another security key',
  'user-handle-mismatch': 'was made for another account',
  'signature-invalid': 'is not signed by that security key',
  'backup-eligibility-changed': 'says of the credential what was not so when it was registered',
  'counter-not-risen': 'comes from a copy of the security key, or was used before',
} as const;

export type CeremonyFaultCode = keyof typeof CEREMONY_FAULTS;

/** A check's no. The adapter turns it into a verdict; nobody else gets to see it. */
export class CeremonyFault extends Error {
  readonly code: CeremonyFaultCode;

  constructor(code: CeremonyFaultCode) {
    super(code);
    this.name = 'CeremonyFault';
    this.code = code;
  }
}

/** @throws CeremonyFault `code` unless `condition` holds */
export function demand(condition: boolean, code: CeremonyFaultCode): asserts condition {
  if (!condition) throw new CeremonyFault(code);
}
