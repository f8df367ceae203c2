import { OFFERED_ALGORITHMS } from './cose-key.ts';
import type { Transport } from './transports.ts';
import type { AssertionOptions, CredentialDescriptor, RegistrationOptions } from './webauthn.schemas.ts';

/** A registered credential, as far as a browser has to know it. */
export type KnownCredential = { readonly id: Buffer; readonly transports: readonly Transport[] };

type Ceremony = {
  readonly rpId: string;
  /** 32 random bytes, kept by the caller and used once. */
  readonly challenge: Buffer;
  readonly timeoutMs: number;
  readonly requireUserVerification: boolean;
};

type Registration = Ceremony & {
  readonly platformName: string;
  readonly user: { readonly handle: Buffer; readonly email: string };
  /** The account's own: an authenticator that holds one of them says so instead of registering twice. */
  readonly registered: readonly KnownCredential[];
};

/**
 * What a browser is asked to register.
 *
 * - No attestation: it would tell the maker and batch of the person's authenticator, and we would trust none.
 * - No resident key: the password comes first and says who it is. Resident keys fill the few places that a security
 *   key has, and U2F devices have none.
 * - User verification where the authenticator can do it, so that a stolen key alone is worth less; required only
 *   when the installation says so, because U2F devices cannot.
 */
export function registrationOptions({
  rpId,
  platformName,
  challenge,
  timeoutMs,
  requireUserVerification,
  user,
  registered,
}: Registration): RegistrationOptions {
  return {
    rp: { id: rpId, name: platformName },
    user: { id: user.handle.toString('base64url'), name: user.email, displayName: user.email },
    challenge: challenge.toString('base64url'),
    pubKeyCredParams: OFFERED_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: timeoutMs,
    excludeCredentials: registered.map(describeCredential),
    authenticatorSelection: {
      residentKey: 'discouraged',
      requireResidentKey: false,
      userVerification: requireUserVerification ? 'required' : 'preferred',
    },
    attestation: 'none',
  };
}

/** What a browser is asked to sign: with one of the account's own credentials, reached the way it was registered. */
export function assertionOptions({
  rpId,
  challenge,
  timeoutMs,
  requireUserVerification,
  registered,
}: Ceremony & { readonly registered: readonly KnownCredential[] }): AssertionOptions {
  return {
    challenge: challenge.toString('base64url'),
    timeout: timeoutMs,
    rpId,
    allowCredentials: registered.map(describeCredential),
    userVerification: requireUserVerification ? 'required' : 'preferred',
  };
}

const describeCredential = ({ id, transports }: KnownCredential): CredentialDescriptor => ({
  type: 'public-key',
  id: id.toString('base64url'),
  transports: [...transports],
});
