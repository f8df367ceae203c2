import { type Logger, logLines } from '@countersign/runtime';

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

/** Writes requests down some time after they were answered, many at once; a flood is counted, not stored. */
export class AccessLog {
  readonly #logger: Logger;
  #waiting: AccessEntry[] = [];
  #dropped = 0;
  #timer: NodeJS.Timeout | null = null;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(entry: AccessEntry): void {
    if (this.#waiting.length >= MAX_WAITING) {
      this.#dropped++;
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
    logLines(this.#logger, entries, 'request');
    if (dropped > 0) this.#logger.warn({ dropped }, 'requests were too many to log');
  }
}
