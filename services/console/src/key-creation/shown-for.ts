/** How long a secret may be shown at most: the service's reveal window. */
export const REVEAL_WINDOW_MS = 10 * 60_000;

/**
 * For how many milliseconds a secret stays on screen. Counted from when the service answered, by its own clock: the
 * reader's may be wrong, and would take the secret off too early. Without that time, a `revealUntil` that cannot be is
 * no reason to take it off at once.
 */
export function shownForMs(revealUntil: string, answeredAt: Date | null, now: Date): number {
  const left = Date.parse(revealUntil) - (answeredAt ?? now).getTime();
  return left > 0 && left < REVEAL_WINDOW_MS ? left : REVEAL_WINDOW_MS;
}
