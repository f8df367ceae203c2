import { type Logger, logLines } from '@countersign/runtime';
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
const MAX_WAITING = 10_000;

/** Counts requests, and writes them down some time after they were answered, many at once; a flood is counted, not stored. */
export class AccessLog {
  readonly #logger: Logger;
  readonly #counts: RequestCounts;
  readonly #maxWriteBytes: number;
  #waiting: AccessEntry[] = [];
  #dropped = 0;
  droppedInAll = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(logger: Logger, counts: RequestCounts, maxWriteBytes: number) {
    this.#logger = logger;
    this.#counts = counts;
    this.#maxWriteBytes = maxWriteBytes;
  }

  /** `null` as the outcome: nothing that counts as a request. */
  add(entry: AccessEntry, outcome: Outcome | null): void {
    if (outcome !== null) this.#counts.count(outcome, entry.durationMs);
    if (this.#waiting.length >= MAX_WAITING) {
      this.#dropped++;
      this.droppedInAll++;
      return;
    }
    this.#waiting.push(entry);
    this.#timer ??= setTimeout(() => this.flush(), FLUSH_MS).unref();
  }

  flush(): void {
    const entries = this.#waiting;
    const dropped = this.#dropped;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#waiting = [];
    this.#dropped = 0;
    logLines(this.#logger, entries, 'request', this.#maxWriteBytes);
    if (dropped > 0) this.#logger.warn({ dropped }, 'requests were too many to log');
  }
}
