/**
 * Rate limit by the generic cell rate algorithm (ITU-T I.371 annex A): all that is kept a client is one instant, at
 * which its allowance would be whole again.
 */
export type Rate = {
  /** Requests a second in the long run. */
  readonly perSecond: number;
  /** Requests at once after a rest. */
  readonly burst: number;
};

/** Instants are milliseconds of a monotonic clock. */
export type Take = { readonly isAllowed: boolean; readonly wholeAtMs: number };

/** Takes one request from the allowance that is whole again at `wholeAtMs`. */
export function take(rate: Rate, wholeAtMs: number, nowMs: number): Take {
  const costMs = 1_000 / rate.perSecond;
  const next = Math.max(wholeAtMs, nowMs) + costMs;
  // A thousandth of a millisecond of slack: the costs are fractions and their sum must not fall short by rounding.
  const isAllowed = next - nowMs <= rate.burst * costMs + 0.001;
  return { isAllowed, wholeAtMs: isAllowed ? next : wholeAtMs };
}
