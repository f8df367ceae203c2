const FIRST_MS = 100;
const MAX_MS = 10_000;

/** How long to wait before a worker is started again that ended so many times in a row, soon after it was started. */
export function restartDelayMs(failuresInARow: number): number {
  return Math.min(MAX_MS, FIRST_MS * 2 ** Math.min(failuresInARow, 10));
}
