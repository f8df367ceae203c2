/** Everything that can happen to a key creation. Past tense: it has happened and was found genuine. */
export const KEY_CREATION_EVENTS = [
  'second_factor_passed',
  'attempts_exhausted',
  'confirmation_mail_resent',
  'confirmed',
  'acknowledged',
  'cancelled',
  'time_ran_out',
] as const;

export type KeyCreationEvent = (typeof KEY_CREATION_EVENTS)[number];
