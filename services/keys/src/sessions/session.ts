import type { Assurance } from '@countersign/database';

/** The session behind a request, as far as handlers need it. */
export type SessionContext = {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly assurance: Assurance;
  /** The account has an active second factor. */
  readonly hasSecondFactor: boolean;
};

/** True when the session has come as far as the account's factors let it. */
export function isFullyAssured({ assurance, hasSecondFactor }: SessionContext): boolean {
  return assurance === 'second_factor' || !hasSecondFactor;
}
