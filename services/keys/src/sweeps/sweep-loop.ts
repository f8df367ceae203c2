import { setTimeout as delay } from 'node:timers/promises';
import { type Database, inTransaction } from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import { SWEEPS } from './sweeps.ts';

export type SweepLoop = {
  start(): void;
  /** Ends the loop after the batch under way. */
  stop(): Promise<void>;
  /** One round through all sweeps. @returns rows by sweep, for those that found any */
  runOnce(): Promise<Record<string, number>>;
};

export type SweepLoopOptions = {
  readonly db: Database;
  readonly logger: Logger;
  readonly intervalMs?: number;
  /** Rows of a transaction: short enough to hold nobody up. */
  readonly batchSize?: number;
  /** Batches of a round for each sweep: what is left waits for the next. */
  readonly batchesMax?: number;
};

const TEN_MINUTES_MS = 600_000;

/**
 * Clears away what nothing needs any more, in small batches, each in a transaction of its own. Any number of
 * instances may run at once, at any time; a sweep that fails is logged and tried again in the next round.
 */
export function createSweepLoop({
  db,
  logger,
  intervalMs = TEN_MINUTES_MS,
  batchSize = 500,
  batchesMax = 20,
}: SweepLoopOptions): SweepLoop {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;

  async function runOnce() {
    const swept: Record<string, number> = {};
    for (const [name, sweep] of Object.entries(SWEEPS)) {
      for (let batch = 0; batch < batchesMax && !stopping.signal.aborted; batch++) {
        const rows = await inTransaction(db, (trx) => sweep(trx, batchSize)).catch((error) => {
          logger.warn({ err: error, sweep: name }, 'sweep: failed, to be tried again');
          return 0;
        });
        if (rows > 0) swept[name] = (swept[name] ?? 0) + rows;
        if (rows < batchSize) break;
      }
    }
    if (Object.keys(swept).length > 0) logger.info({ swept }, 'sweep: cleared away what had ended');
    return swept;
  }

  async function loop() {
    while (!stopping.signal.aborted) {
      await runOnce();
      // Not all instances at the same moment.
      const pause = intervalMs * (0.5 + Math.random());
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
  }

  return {
    runOnce,
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
