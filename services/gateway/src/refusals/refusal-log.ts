import type { Logger } from '@countersign/runtime';
import { loggablePath } from '../http/loggable-path.ts';
import type { Rejection } from '../rejection.ts';
import { isOwnerRefusal, type RefusalEntry } from './refusal.ts';

export type RefusalLogOptions = {
  readonly write: (entries: readonly RefusalEntry[]) => Promise<void>;
  readonly logger: Logger;
};

export type RefusedRequest = Pick<RefusalEntry, 'keyId' | 'ip' | 'path' | 'nonce'>;

const FLUSH_MS = 1_000;
const MAX_ENTRIES = 10_000;
const ENTRIES_A_STATEMENT = 500;

/**
 * Gathers refusals and writes them down once a second, one row a key and reason: the owner sees why a client fails,
 * and a flood of refused requests costs no more than the first of them. Nobody waits for it and nothing depends on
 * it: what cannot be kept or written is dropped, and the log says how much.
 */
export class RefusalLog {
  readonly #options: RefusalLogOptions;
  #entries = new Map<string, RefusalEntry>();
  #dropped = 0;
  droppedInAll = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RefusalLogOptions) {
    this.#options = options;
  }

  note(rejection: Rejection, request: RefusedRequest): void {
    if (!isOwnerRefusal(rejection)) return;
    const id = `${request.keyId} ${rejection}`;
    const count = (this.#entries.get(id)?.count ?? 0) + 1;
    if (count === 1 && this.#entries.size >= MAX_ENTRIES) {
      this.#dropped++;
      return;
    }
    const path = loggablePath(request.path) ?? '';
    this.#entries.set(id, { ...request, path, reason: rejection, count });
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  /** Writes what has been gathered; resolves when it is written or lost. One flush at a time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#flush());
    return this.#writing;
  }

  async #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    // In the order of their ids, so that two gateways never wait for each other's rows.
    const entries = [...this.#entries.values()].sort(
      (a, b) => compare(a.keyId, b.keyId) || compare(a.reason, b.reason),
    );
    let dropped = this.#dropped;
    this.#entries = new Map();
    this.#dropped = 0;
    for (let from = 0; from < entries.length; from += ENTRIES_A_STATEMENT) {
      const part = entries.slice(from, from + ENTRIES_A_STATEMENT);
      try {
        await this.#options.write(part);
      } catch (error) {
        dropped += part.length;
        this.#options.logger.warn({ err: error }, 'refusals could not be written down');
      }
    }
    this.droppedInAll += dropped;
    if (dropped > 0) this.#options.logger.warn({ dropped }, 'refusals were not written down');
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
