/** What details of events hold in the service's own words. Anything else there is what a person typed. */
export const KNOWN_WORDS = {
  /** Why something ended along with something else. */
  reason: [
    'new-sign-in',
    'session-limit',
    'others-ended',
    'registered-again',
    'second-factor-removed',
    'outside-identity-removed',
    'password-changed',
    'password-reset',
    'email-changed',
    'account-closed',
    'revocation-link',
    'replaced-key-revoked',
    'edited-again',
  ],
  /** What a second factor was for. */
  purpose: [
    'sign-in',
    'key-creation',
    'key-edit',
    'second-factor-enrolment',
    'second-factor-removal',
    'second-factor-policy',
    'recovery-codes',
    'password-change',
    'email-change',
    'account-closing',
    'outside-identity-link',
    'outside-identity-removal',
    'activation',
  ],
  /** What somebody showed. */
  method: ['totp', 'webauthn', 'recovery_code', 'password', 'outside-identity'],
} as const;

type Kind = keyof typeof KNOWN_WORDS;

export const isKnownWord = <K extends Kind>(
  kind: K,
  word: string,
): word is (typeof KNOWN_WORDS)[K][number] & string =>
  (KNOWN_WORDS[kind] as readonly string[]).includes(word);
