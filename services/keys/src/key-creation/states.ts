import type { KeyCreationState } from '@countersign/database';

/** Where a key creation stands. The names say what it waits for, or how it ended. */
export const KEY_CREATION_STATES = [
  'awaiting_second_factor',
  'awaiting_confirmation',
  'revealed',
  'completed',
  'cancelled',
  'expired',
  'refused',
] as const satisfies readonly KeyCreationState[];

export type { KeyCreationState };

/** What the person does next; `null` when there is nothing left to do. */
export const NEXT_STEPS = {
  awaiting_second_factor: 'second_factor',
  awaiting_confirmation: 'confirmation',
  revealed: 'acknowledgement',
  completed: null,
  cancelled: null,
  expired: null,
  refused: null,
} as const satisfies Record<KeyCreationState, string | null>;
