/** RFC 6238 §5.2. */
export const TIME_STEP_SECONDS = 30;
/** A step that is about to leave the window is not used: the request takes its time too. */
const MARGIN_MS = 3_000;

const stepAt = (ms: number): number => Math.floor(ms / 1_000 / TIME_STEP_SECONDS);

/**
 * The earliest time step that can still be used, and how long to wait before using it. The service accepts the
 * steps before, at and after its own, each once and in rising order; taking the earliest leaves the most for later.
 *
 * @param lastUsed the highest step used so far, `null` for none
 */
export function nextTimeStep(lastUsed: number | null, nowMs: number): { step: number; waitMs: number } {
  const earliest = stepAt(nowMs + MARGIN_MS) - 1;
  const step = lastUsed === null ? earliest : Math.max(earliest, lastUsed + 1);
  // The step after the service's own is the latest it takes.
  const usableFromMs = (step - 1) * TIME_STEP_SECONDS * 1_000;
  return { step, waitMs: Math.max(0, usableFromMs - nowMs) };
}
