import type { AuthenticatorFlags } from './authenticator-data.ts';
import { demand } from './ceremony-fault.ts';

/**
 * Checks of WebAuthn §7.1 and §7.2: somebody touched the authenticator, was verified if that is required, and what
 * cannot be backed up is not. The library leaves out the last one.
 *
 * @throws CeremonyFault
 */
export function checkFlags(
  { userPresent, userVerified, backupEligible, backedUp }: AuthenticatorFlags,
  { requireUserVerification }: { readonly requireUserVerification: boolean },
): void {
  demand(userPresent, 'user-not-present');
  demand(userVerified || !requireUserVerification, 'user-not-verified');
  demand(backupEligible || !backedUp, 'backup-flags-inconsistent');
}
