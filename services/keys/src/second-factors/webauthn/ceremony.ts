import type { CeremonyFaultCode } from './ceremony-fault.ts';
import type { CredentialKey } from './cose-key.ts';
import type { Transport } from './transports.ts';

/** What an answer is checked against. */
export type ExpectedCeremony = {
  readonly challenge: Buffer;
  /** The exact origins of our pages; the RP ID is the host of each, or a parent of it. */
  readonly origins: readonly string[];
  readonly rpId: string;
  readonly requireUserVerification: boolean;
};

export type VerifiedRegistration = {
  readonly credentialId: Buffer;
  /** COSE_Key: what every WebAuthn library takes. */
  readonly publicKey: Buffer;
  readonly algorithm: CredentialKey['algorithm'];
  readonly signatureCounter: number;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  /** The authenticator's model as it says itself: good for a name in a list, for nothing else. */
  readonly aaguid: string;
  readonly transports: readonly Transport[];
};

/** What is stored of a registration and needed to verify an assertion. */
export type RegisteredCredential = {
  readonly id: Buffer;
  readonly publicKey: Buffer;
  readonly signatureCounter: number;
  readonly backupEligible: boolean;
  /** Of the account that it belongs to. */
  readonly userHandle: Buffer;
};

/** What an assertion changes about its credential, and whether a PIN or fingerprint was asked for. */
export type VerifiedAssertion = {
  readonly signatureCounter: number;
  readonly backedUp: boolean;
  readonly userVerified: boolean;
};

export type Verdict<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: CeremonyFaultCode };
