import { setTimeout as delay } from 'node:timers/promises';
import { type Database, inTransaction } from '@countersign/database';
import type { MailQueue } from '@countersign/outbox/queue';
import type { Logger } from '@countersign/runtime';
import { expireOutboxMessages, takeDueOutboxMessages } from './outbox-store.ts';

export type Relay = {
  start(): void;
  /** Ends the loop after the run under way. */
  stop(): Promise<void>;
  /** Looks for due messages now instead of at the next tick; call it after a commit that wrote one. */
  nudge(): void;
  /** One look at the outbox. Rejects when PostgreSQL or the queue is away. */
  runOnce(): Promise<{ announced: number; expired: number }>;
};

export type RelayOptions = {
  readonly db: Database;
  readonly queue: MailQueue;
  readonly logger: Logger;
  readonly intervalMs?: number;
  readonly batchSize?: number;
};

const LONGEST_BACKOFF_MS = 30_000;

/**
 * Moves messages from the outbox to the queue's attention. Any number may run at once: a row is taken by one of
 * them. It takes in a transaction and announces after the commit, so an announcement that is lost in between,
 * by a crash or an outage of the queue, is repeated when the row is due again.
 */
export function createRelay({ db, queue, logger, intervalMs = 1_000, batchSize = 100 }: RelayOptions): Relay {
  async function runOnce() {
    const { expired, jobs } = await inTransaction(db, async (trx) => ({
      expired: await expireOutboxMessages(trx, batchSize),
      jobs: await takeDueOutboxMessages(trx, batchSize),
    }));
    for (const job of jobs) await queue.announce(job);
    if (expired > 0) logger.warn({ expired }, 'relay: messages expired before they could be sent');
    return { announced: jobs.length, expired };
  }

  let running: Promise<void> | null = null;
  const stopping = new AbortController();
  let nudged = Promise.withResolvers<void>();

  async function loop() {
    let failures = 0;
    while (!stopping.signal.aborted) {
      // Whatever is nudged from here on is seen by the next run, if not by this one.
      nudged = Promise.withResolvers<void>();
      let full = false;
      try {
        const { announced, expired } = await runOnce();
        full = Math.max(announced, expired) === batchSize;
        failures = 0;
      } catch (error) {
        failures++;
        logger.warn({ err: error, failures }, 'relay: the outbox could not be relayed, trying again');
      }
      if (!full) await pause(failures);
    }
  }

  async function pause(failures: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, stopping.signal]);
    const time = failures === 0 ? intervalMs : backoff(failures, intervalMs);
    const waits = [delay(time, undefined, { signal }).catch(() => {})];
    // During an outage a nudge must not turn every commit into another try.
    if (failures === 0) waits.push(nudged.promise);
    await Promise.race(waits);
    over.abort();
  }

  return {
    runOnce,
    nudge: () => nudged.resolve(),
    start() {
      running ??= loop();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function backoff(failures: number, intervalMs: number): number {
  return Math.min(LONGEST_BACKOFF_MS, intervalMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
}
