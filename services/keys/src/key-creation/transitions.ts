import { Refusal, type RefusalCode } from '../refusal.ts';
import type { StateMachine } from '../state-machine/state-diagram.ts';
import { KEY_CREATION_EVENTS, type KeyCreationEvent } from './events.ts';
import { KEY_CREATION_STATES, type KeyCreationState } from './states.ts';

/**
 * What every event does in every state: leads to a state (possibly the same), or is refused with a code.
 *
 * `confirmed` in `revealed` is the repeat after a lost answer. `time_ran_out` is the creation's own time before
 * the reveal, and the reveal window's after it. To cancel a creation whose secret is still being shown revokes its
 * key; after that the key can only be revoked as such.
 */
export const TRANSITIONS = {
  awaiting_second_factor: {
    second_factor_passed: 'awaiting_confirmation',
    attempts_exhausted: 'refused',
    confirmation_mail_resent: 'creation-state-conflict',
    confirmed: 'creation-state-conflict',
    acknowledged: 'creation-state-conflict',
    cancelled: 'cancelled',
    time_ran_out: 'expired',
  },
  awaiting_confirmation: {
    second_factor_passed: 'creation-state-conflict',
    attempts_exhausted: 'creation-state-conflict',
    confirmation_mail_resent: 'awaiting_confirmation',
    confirmed: 'revealed',
    acknowledged: 'creation-state-conflict',
    cancelled: 'cancelled',
    time_ran_out: 'expired',
  },
  revealed: {
    second_factor_passed: 'creation-state-conflict',
    attempts_exhausted: 'creation-state-conflict',
    confirmation_mail_resent: 'creation-state-conflict',
    confirmed: 'revealed',
    acknowledged: 'completed',
    cancelled: 'cancelled',
    time_ran_out: 'completed',
  },
  completed: {
    second_factor_passed: 'creation-state-conflict',
    attempts_exhausted: 'creation-state-conflict',
    confirmation_mail_resent: 'creation-state-conflict',
    confirmed: 'reveal-closed',
    acknowledged: 'reveal-closed',
    cancelled: 'creation-state-conflict',
    time_ran_out: 'completed',
  },
  cancelled: {
    second_factor_passed: 'creation-cancelled',
    attempts_exhausted: 'creation-cancelled',
    confirmation_mail_resent: 'creation-cancelled',
    confirmed: 'creation-cancelled',
    acknowledged: 'creation-cancelled',
    cancelled: 'cancelled',
    time_ran_out: 'cancelled',
  },
  expired: {
    second_factor_passed: 'creation-expired',
    attempts_exhausted: 'creation-expired',
    confirmation_mail_resent: 'creation-expired',
    confirmed: 'creation-expired',
    acknowledged: 'creation-expired',
    cancelled: 'creation-expired',
    time_ran_out: 'expired',
  },
  refused: {
    second_factor_passed: 'creation-refused',
    attempts_exhausted: 'refused',
    confirmation_mail_resent: 'creation-refused',
    confirmed: 'creation-refused',
    acknowledged: 'creation-refused',
    cancelled: 'creation-refused',
    time_ran_out: 'refused',
  },
} as const satisfies Record<KeyCreationState, Record<KeyCreationEvent, KeyCreationState | RefusalCode>>;

/** The whole of it, for its picture in docs/flows. */
export const KEY_CREATION = {
  states: KEY_CREATION_STATES,
  events: KEY_CREATION_EVENTS,
  transitions: TRANSITIONS,
} as const satisfies StateMachine;

/** True for a state, false for a refusal code: no word is both (tested). */
export function isKeyCreationState(outcome: KeyCreationState | RefusalCode): outcome is KeyCreationState {
  return (KEY_CREATION_STATES as readonly string[]).includes(outcome);
}

/**
 * The state that `event` leads to.
 *
 * @throws Refusal with the table's code
 */
export function transition(from: KeyCreationState, event: KeyCreationEvent): KeyCreationState {
  const outcome: KeyCreationState | RefusalCode = TRANSITIONS[from][event];
  if (!isKeyCreationState(outcome)) throw new Refusal(outcome, { reason: `${event} in ${from}` });
  return outcome;
}
