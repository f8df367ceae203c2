import type { Logger } from '@countersign/runtime';
import type { TokenUse } from './token-store.ts';

export type TokenUseLogOptions = {
  /** Writes down what it can. @returns the keys whose row somebody else has locked just now */
  readonly write: (uses: readonly TokenUse[]) => Promise<readonly string[]>;
  readonly logger: Logger;
  /** Monotonic milliseconds. */
  readonly now: () => number;
};

type Noted = { readonly ip: string; readonly atMs: number; readonly tries: number };

const FLUSH_MS = 1_000;
const MAX_KEYS = 10_000;
const KEYS_A_STATEMENT = 500;
const MAX_TRIES = 5;

/**
 * Gathers when and from where keys were last used through their tokens, and writes it down once a second: a signed call
 * notes it in the statement that consumes its nonce, and a call by token consumes nothing. Nobody waits for it and
 * nothing depends on it: what cannot be kept or written is dropped.
 */
export class TokenUseLog {
  readonly #options: TokenUseLogOptions;
  #uses = new Map<string, Noted>();
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: TokenUseLogOptions) {
    this.#options = options;
  }

  note(keyId: string, ip: string): void {
    if (this.#uses.size >= MAX_KEYS && !this.#uses.has(keyId)) return;
    this.#uses.set(keyId, { ip, atMs: this.#options.now(), tries: 0 });
    this.#schedule();
  }

  /** Writes what has been gathered; resolves when it is written or lost. One flush at a time. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#flush());
    return this.#writing;
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_MS).unref();
  }

  async #flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const uses = [...this.#uses];
    this.#uses = new Map();
    for (let from = 0; from < uses.length; from += KEYS_A_STATEMENT) {
      await this.#write(new Map(uses.slice(from, from + KEYS_A_STATEMENT)));
    }
  }

  async #write(uses: ReadonlyMap<string, Noted>): Promise<void> {
    const { write, logger, now } = this.#options;
    const nowMs = now();
    try {
      const rows = Array.from(uses, ([keyId, { ip, atMs }]) => ({ keyId, ip, agoMs: nowMs - atMs }));
      for (const keyId of await write(rows)) this.#keep(keyId, uses.get(keyId));
    } catch (error) {
      logger.warn({ err: error, keys: uses.size }, 'the last use of keys by token could not be written down');
    }
  }

  /** For the next time, unless the key has been used again meanwhile. */
  #keep(keyId: string, noted: Noted | undefined): void {
    if (noted === undefined || noted.tries >= MAX_TRIES || this.#uses.has(keyId)) return;
    this.#uses.set(keyId, { ...noted, tries: noted.tries + 1 });
    this.#schedule();
  }
}
