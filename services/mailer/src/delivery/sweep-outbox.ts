import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@countersign/database';
import type { MailJob } from '@countersign/outbox/queue';
import type { Logger } from '@countersign/runtime';
import { findOverdueMessages } from './delivery-store.ts';

export type SweepOptions = {
  readonly db: Database;
  readonly deliver: (job: MailJob) => Promise<boolean>;
  readonly logger: Logger;
  readonly intervalMs: number;
  readonly batchSize: number;
};

/**
 * Delivers what the queue lost: the outbox is the truth, and a queue that is down, stuck or emptied must cost
 * seconds, not mails.
 *
 * @returns how many it took
 */
export async function sweepOverdue({ db, deliver, logger, batchSize }: SweepOptions): Promise<number> {
  const overdue = await findOverdueMessages(db, batchSize);
  const taken = (await Promise.all(overdue.map(deliver))).filter(Boolean).length;
  if (taken > 0) {
    logger.warn({ messages: taken }, 'the queue did not bring these messages in time: delivered without it');
  }
  return taken;
}

/** Sweeps every `intervalMs`, at once again after a full batch; `stop` waits for the sweep under way. */
export function startSweep(options: SweepOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { logger, intervalMs, batchSize } = options;
  async function loop() {
    while (!stopping.signal.aborted) {
      const taken = await sweepOverdue(options).catch((error) => {
        logger.warn({ err: error }, 'sweep: the outbox could not be read, trying again');
        return 0;
      });
      if (taken < batchSize) {
        await delay(intervalMs, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }
  const running = loop();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
