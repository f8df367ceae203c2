import type { Market } from '../market/markets.ts';
import { type Units, units } from '../money/units.ts';

/** Shares of the traded value, as `r/summary` states them. */
export const FEES = {
  maker: { spot: units('0.001'), perpetual: units('0.0002') },
  taker: { spot: units('0.002'), perpetual: units('0.00065') },
} as const satisfies Record<string, Record<Market['kind'], Units>>;
