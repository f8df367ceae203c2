import type { Rate } from './rate-limit.ts';

/** Adds up what several gateways counted. Advisory: losing it loses no request and lets nobody in. */
export type SharedRates = {
  /** `adopt` is told in how many milliseconds a client's common allowance is whole. */
  register(limit: string, rate: Rate, adopt: (client: string, inMs: number) => void): void;
  add(limit: string, client: string): void;
  close(): Promise<void>;
};
