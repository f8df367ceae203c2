const FIRST_SECONDS = 2;
const LONGEST_SECONDS = 60;

/**
 * Seconds until the next attempt: doubling from two, at most a minute, and spread over the upper half, so that
 * messages which failed together do not come back together.
 *
 * @param attempt the attempt that just failed, from 1
 * @param random from 0 up to 1
 */
export function retryDelaySeconds(attempt: number, random: number): number {
  const full = Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempt - 1, 10));
  return full * (0.5 + random / 2);
}
