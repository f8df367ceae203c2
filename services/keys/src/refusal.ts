import type { FieldError } from './field-error.ts';

/**
 * Every way in which the key service says no. The code is the stable word that a program reads; status and
 * wording live in http/problems.ts. Documented for front-end teams in docs/errors.md.
 */
export const REFUSAL_CODES = [
  'validation-failed',
  'malformed-request',
  'unsupported-media-type',
  'payload-too-large',
  'not-found',
  'method-not-allowed',
  'request-timeout',
  'headers-too-large',
  'origin-refused',
  'rate-limited',
  'idempotency-key-in-use',
  'idempotency-key-reused',
  'not-signed-in',
  'credentials-invalid',
  'password-incorrect',
  'email-not-verified',
  'verification-token-invalid',
  'revocation-link-invalid',
  'password-reset-token-invalid',
  'email-change-token-invalid',
  'identity-provider-unavailable',
  'outside-sign-in-declined',
  'outside-sign-in-invalid',
  'outside-sign-in-expired',
  'outside-email-unverified',
  'outside-identity-not-linked',
  'outside-identity-taken',
  'outside-identity-limit-reached',
  'last-sign-in-method',
  'second-factor-required',
  'second-factor-not-enrolled',
  'second-factor-invalid',
  'second-factor-attempts-exhausted',
  'security-key-required',
  'totp-already-enrolled',
  'security-key-already-registered',
  'security-key-limit-reached',
  'last-security-key',
  'withdraw-on-hold',
  'key-limit-reached',
  'creation-limit-reached',
  'creation-state-conflict',
  'creation-refused',
  'creation-cancelled',
  'creation-expired',
  'confirmation-token-invalid',
  'confirmation-mail-limit-reached',
  'wrong-browser',
  'wrong-account',
  'reveal-closed',
  'key-already-revoked',
  'notice-not-switchable',
  'key-expired',
  'key-unchanged',
  'key-version-conflict',
  'edit-already-applied',
  'edit-cancelled',
  'edit-expired',
  'edit-outdated',
  'service-unavailable',
  'internal-error',
] as const;

export type RefusalCode = (typeof REFUSAL_CODES)[number];

type RefusalExtras = {
  /** What happened, for the log only. Never put user input or a secret in it. */
  readonly reason?: string;
  readonly errors?: readonly FieldError[];
  /** Seconds after which trying again can help. */
  readonly retryAfterSeconds?: number;
  /** Replaces the code's standing sentence; shown to the person. */
  readonly detail?: string;
};

/** A use case's no. Thrown, mapped to a problem at the HTTP edge, never caught in between. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly extras: RefusalExtras;

  constructor(code: RefusalCode, extras: RefusalExtras = {}) {
    super(extras.reason === undefined ? code : `${code}: ${extras.reason}`);
    this.name = 'Refusal';
    this.code = code;
    this.extras = extras;
  }
}
