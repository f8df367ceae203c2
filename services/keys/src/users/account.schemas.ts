import { Type } from 'typebox';
import { LIMITS, PASSWORD_MIN } from '../limits.ts';
import { STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';

export const NewPassword = Type.String({
  minLength: PASSWORD_MIN,
  maxLength: LIMITS.passwordMax,
  description: `At least ${LIMITS.passwordMin} characters (on a local stack with relaxed limits ${PASSWORD_MIN}), spaces and any script included; length is what counts. What an attacker tries first is refused with the reason: passwords that leaked, rows of keys, repetitions, the e-mail address, the platform's name.`,
  examples: ['correct horse battery staple'],
});

export const CurrentPassword = Type.String({
  minLength: 1,
  maxLength: LIMITS.passwordMax,
  description: 'The password that the person signs in with. Wrong ones count as when signing in.',
  examples: ['correct horse battery staple'],
});

/** Left out only by an account that has no password, because its owner signs in with an outside identity. */
export const OptionalPassword = Type.Optional(CurrentPassword);

export const OptionalSecondFactor = Type.Optional(SecondFactorSchema);

/** What every operation may answer that asks for the password and a fresh second factor. */
export const REAUTHENTICATION_REFUSALS = ['password-incorrect', ...STEP_UP_REFUSALS] as const;
