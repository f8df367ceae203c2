import type { Database } from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import { sweepTokens } from './token-store.ts';

export type TokenSweepOptions = {
  readonly database: Database;
  readonly logger: Logger;
  readonly intervalMs: number;
};

const BATCH = 1_000;
/** Batches of a round: what is left waits for the next. */
const MAX_BATCHES = 20;
/** So long the owner is still told that a token was used after its end. */
const KEPT_SECONDS = 60;

/** Clears away tokens that have ended, round by round; several gateways may do so at once. */
export class TokenSweep {
  readonly #options: TokenSweepOptions;
  readonly #timer: NodeJS.Timeout;
  #round: Promise<void> = Promise.resolve();
  #isClosed = false;

  constructor(options: TokenSweepOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.run(), options.intervalMs).unref();
  }

  /** One round; resolves when it is over, whatever came of it. */
  run(): Promise<void> {
    this.#round = this.#round.then(() => this.#sweep());
    return this.#round;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#isClosed = true;
    await this.#round;
  }

  async #sweep(): Promise<void> {
    const { database, logger } = this.#options;
    try {
      for (let batch = 0; batch < MAX_BATCHES && !this.#isClosed; batch++) {
        if ((await sweepTokens(database, BATCH, KEPT_SECONDS)) < BATCH) return;
      }
    } catch (error) {
      logger.warn({ err: error }, 'scoped tokens that ended could not be cleared away: tried again later');
    }
  }
}
