import { ANSWERS } from '../profiles/bitfinex-v2/answers.ts';
import type { Rejection } from '../rejection.ts';
import { Histogram } from './histogram.ts';
import { METRICS } from './metrics.ts';
import { Tally } from './tally.ts';

/**
 * How a request ended. `broken-off`: the client got the beginning of an answer; `answered`: by the gateway itself, without
 * an upstream.
 */
export type Outcome = Rejection | 'forwarded' | 'broken-off' | 'answered';

const OUTCOMES: readonly Outcome[] = [
  'forwarded',
  'broken-off',
  'answered',
  ...(Object.keys(ANSWERS) as Rejection[]),
];
const { bounds } = METRICS.countersign_request_duration_seconds;

/** Requests by how they ended and how long they took. */
export class RequestCounts {
  readonly outcomes = new Tally<Outcome>(OUTCOMES);
  readonly forwarded = new Histogram(bounds);
  readonly others = new Histogram(bounds);

  count(outcome: Outcome, durationMs: number): void {
    this.outcomes.add(outcome);
    (outcome === 'forwarded' ? this.forwarded : this.others).observe(durationMs / 1_000);
  }
}
