import type { StepUpPurpose } from './approval.ts';
import type { SecondFactorMethod } from './second-factor.ts';

/** What an account has to countersign with. */
export type FactorSummary = {
  readonly hasTotp: boolean;
  readonly securityKeys: number;
  readonly unusedRecoveryCodes: number;
  /** The account's own choice: codes, which can be phished, approve nothing. */
  readonly isSecurityKeyOnly: boolean;
};

/**
 * What a recovery code still does in an account that accepts security keys only: lets the person in and to their
 * factors, so that a lost key is not a lost account. It approves no key and no change of the account.
 */
const RECOVERY: ReadonlySet<StepUpPurpose> = new Set([
  'sign-in',
  'second-factor-enrolment',
  'second-factor-removal',
]);

/** The account has a factor that counts. */
export function hasFactor({ hasTotp, securityKeys }: FactorSummary): boolean {
  return hasTotp || securityKeys > 0;
}

/** The methods that count for a purpose, the one that cannot be phished first. Empty without a factor. */
export function acceptedMethods(summary: FactorSummary, purpose: StepUpPurpose): SecondFactorMethod[] {
  const { hasTotp, securityKeys, unusedRecoveryCodes, isSecurityKeyOnly } = summary;
  // Recovery codes stand in for a factor; without one there is nothing that they could recover.
  const canRecover = hasFactor(summary) && unusedRecoveryCodes > 0;
  const isStrict = isSecurityKeyOnly || purpose === 'second-factor-policy';
  const accepted = {
    webauthn: securityKeys > 0,
    totp: hasTotp && !isStrict,
    recovery_code: canRecover && (!isStrict || RECOVERY.has(purpose)),
  } as const satisfies Record<SecondFactorMethod, boolean>;
  return (['webauthn', 'totp', 'recovery_code'] as const).filter((method) => accepted[method]);
}
