import type { KeyCreation } from './creation-query.ts';

const MINUTE_MS = 60_000;

/** How long people usually take to their mailbox. */
const QUICK_MS = 3 * MINUTE_MS;

/**
 * In how many milliseconds to ask anew for a creation that waits for its mail to be opened: soon at first, then less
 * often; `false` for never, once it has ended or its time is over.
 */
export function pollingDelay(
  { state, createdAt, expiresAt }: Pick<KeyCreation, 'state' | 'createdAt' | 'expiresAt'>,
  now: Date,
): number | false {
  if (state !== 'awaiting_confirmation') return false;
  // Once more after its end, to see that it is expired.
  if (now.getTime() > Date.parse(expiresAt) + MINUTE_MS) return false;
  return now.getTime() - Date.parse(createdAt) < QUICK_MS ? 2_500 : 10_000;
}
