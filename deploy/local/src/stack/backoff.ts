const FIRST_MS = 250;
const CAP_MS = 15_000;

/** A process that ran this long is well: the next failure counts as its first. */
export const STABLE_MS = 30_000;

/** Failures in a row, the one at hand included, after a process ran for `ranMs`. */
export const failuresInARow = (before: number, ranMs: number): number =>
  ranMs >= STABLE_MS ? 1 : before + 1;

/** How long to wait before the next start: doubles with each failure in a row, up to a cap. */
export const backoffMs = (failures: number): number => Math.min(CAP_MS, FIRST_MS * 2 ** (failures - 1));
