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

/** What a client may still do. */
export type Allowance = {
  /** Requests at once after a rest. */
  readonly limit: number;
  /** Requests at once from now. */
  readonly remaining: number;
  /** Whole seconds until the allowance is whole again. */
  readonly resetSeconds: number;
};

export function allowanceOf({ perSecond, burst }: Rate, wholeAtMs: number, nowMs: number): Allowance {
  const missingMs = Math.max(0, wholeAtMs - nowMs);
  // As in `take`: what is missing is a sum of fractions.
  const used = Math.ceil((missingMs * perSecond) / 1_000 - 1e-6);
  return {
    limit: burst,
    remaining: Math.max(0, burst - used),
    resetSeconds: Math.ceil(missingMs / 1_000),
  };
}
