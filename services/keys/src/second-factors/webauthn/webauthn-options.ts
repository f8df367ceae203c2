import { LIMITS } from '../../limits.ts';
import type { RelyingParty } from './relying-party.ts';
import type { SecurityKey } from './security-key-store.ts';
import type { AssertionOptions } from './webauthn.schemas.ts';

/**
 * A PIN or fingerprint where the key has one. It is not insisted on: the password came before, and U2F keys have
 * none.
 */
const USER_VERIFICATION = 'preferred';

/** What `navigator.credentials.get()` is called with: any of the account's security keys may answer. */
export function assertionOptions(
  { rpId }: RelyingParty,
  { challenge, securityKeys }: { challenge: Buffer; securityKeys: readonly SecurityKey[] },
): AssertionOptions {
  return {
    challenge: challenge.toString('base64url'),
    timeout: LIMITS.challengeSeconds * 1_000,
    rpId,
    allowCredentials: securityKeys.map(descriptor),
    userVerification: USER_VERIFICATION,
  };
}

const descriptor = ({ credentialId, transports }: SecurityKey) => ({
  type: 'public-key' as const,
  id: credentialId.toString('base64url'),
  transports: [...transports],
});
