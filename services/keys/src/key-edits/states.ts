import type { KeyEditState } from '@countersign/database';

/** Where an edit stands that needs a confirmation by mail. */
export const KEY_EDIT_STATES = [
  'awaiting_confirmation',
  'applied',
  'cancelled',
  'expired',
  'outdated',
] as const satisfies readonly KeyEditState[];

export type { KeyEditState };

/** Everything that can happen to an edit. Past tense: it has happened and was found genuine. */
export const KEY_EDIT_EVENTS = [
  'confirmation_mail_resent',
  'confirmed',
  'cancelled',
  'key_changed',
  'time_ran_out',
] as const;

export type KeyEditEvent = (typeof KEY_EDIT_EVENTS)[number];
