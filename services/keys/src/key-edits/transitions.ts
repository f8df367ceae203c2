import { Refusal, type RefusalCode } from '../refusal.ts';
import type { StateMachine } from '../state-machine/state-diagram.ts';
import { KEY_EDIT_EVENTS, KEY_EDIT_STATES, type KeyEditEvent, type KeyEditState } from './states.ts';

/**
 * What every event does in every state: leads to a state (possibly the same), or is refused with a code.
 *
 * `key_changed` is any new version of the key, its revocation included: what was approved was the change of the
 * version before. An edit is applied once; whoever asks again after a lost answer is told so.
 */
export const TRANSITIONS = {
  awaiting_confirmation: {
    confirmation_mail_resent: 'awaiting_confirmation',
    confirmed: 'applied',
    cancelled: 'cancelled',
    key_changed: 'outdated',
    time_ran_out: 'expired',
  },
  applied: {
    confirmation_mail_resent: 'edit-already-applied',
    confirmed: 'edit-already-applied',
    cancelled: 'edit-already-applied',
    key_changed: 'applied',
    time_ran_out: 'applied',
  },
  cancelled: {
    confirmation_mail_resent: 'edit-cancelled',
    confirmed: 'edit-cancelled',
    cancelled: 'cancelled',
    key_changed: 'cancelled',
    time_ran_out: 'cancelled',
  },
  expired: {
    confirmation_mail_resent: 'edit-expired',
    confirmed: 'edit-expired',
    cancelled: 'edit-expired',
    key_changed: 'expired',
    time_ran_out: 'expired',
  },
  outdated: {
    confirmation_mail_resent: 'edit-outdated',
    confirmed: 'edit-outdated',
    cancelled: 'edit-outdated',
    key_changed: 'outdated',
    time_ran_out: 'outdated',
  },
} as const satisfies Record<KeyEditState, Record<KeyEditEvent, KeyEditState | RefusalCode>>;

/** The whole of it, for its picture in docs/flows. */
export const KEY_EDIT = {
  states: KEY_EDIT_STATES,
  events: KEY_EDIT_EVENTS,
  transitions: TRANSITIONS,
} as const satisfies StateMachine;

/** True for a state, false for a refusal code: no word is both (tested). */
export function isKeyEditState(outcome: KeyEditState | RefusalCode): outcome is KeyEditState {
  return (KEY_EDIT_STATES as readonly string[]).includes(outcome);
}

/**
 * The state that `event` leads to.
 *
 * @throws Refusal with the table's code
 */
export function transition(from: KeyEditState, event: KeyEditEvent): KeyEditState {
  const outcome: KeyEditState | RefusalCode = TRANSITIONS[from][event];
  if (!isKeyEditState(outcome)) throw new Refusal(outcome, { reason: `${event} in ${from}` });
  return outcome;
}
