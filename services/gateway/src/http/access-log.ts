import { LineLog, type Logger } from '@countersign/runtime';
import type { Outcome, RequestCounts } from '../metrics/request-counts.ts';

/** What is kept of a request. No header, no body, no query: nothing that signs or authenticates. */
export type AccessEntry = {
  readonly requestId: string;
  readonly method: string;
  /** `null` if the path is not of a grammar that is safe to write down. */
  readonly path: string | null;
  readonly status: number;
  /** `null` if it was forwarded or answered. */
  readonly rejection: string | null;
  /** Only what is certainly a key ID: people do paste secrets into the wrong field. */
  readonly keyId: string | null;
  readonly ip: string;
  readonly durationMs: number;
};

const FLUSH_MS = 200;

/** Counts requests, and writes them down a moment later, many at once. */
export class AccessLog {
  readonly #lines: LineLog;
  readonly #counts: RequestCounts;

  constructor(logger: Logger, counts: RequestCounts, maxWriteBytes: number) {
    this.#lines = new LineLog({ logger, message: 'request', maxWriteBytes, flushMs: FLUSH_MS });
    this.#counts = counts;
  }

  /** `null` as the outcome: nothing that counts as a request. */
  add(entry: AccessEntry, outcome: Outcome | null): void {
    if (outcome !== null) this.#counts.count(outcome, entry.durationMs);
    this.#lines.add(entry);
  }

  flush(): void {
    this.#lines.flush();
  }
}
