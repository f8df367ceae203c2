import type { Logger } from '@countersign/runtime';
import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';
import { type QueueConnection, queueConnection } from './queue-connection.ts';
import { waitWithin } from './wait-within.ts';

export { type QueueConnection, queueConnection };

/**
 * A wake-up, and all that a queue ever holds: which message, and its how-manieth announcement this is. A worker
 * acts only on the latest announcement, so a backlog of old ones sends nothing.
 */
export type MailJob = { readonly outboxId: string; readonly dispatch: number };

/** Where the relay announces that an outbox message is due. */
export type MailQueue = {
  /** Adds one wake-up; the same one twice counts once. Rejects within three seconds when the queue is away. */
  announce(job: MailJob): Promise<void>;
  close(): Promise<void>;
};

export type MailWorker = { close(): Promise<void> };

const QUEUE_NAME = 'mail';
/** How long finished jobs are kept: long enough to see what happened, bounded. */
const KEEP = { age: 3_600, count: 1_000 };
/**
 * Longer than any delivery, and never renewed: a job that its worker left behind needs no haste, the outbox
 * re-drives the message long before.
 */
const LOCK_DURATION_MS = 120_000;
const STALLED_INTERVAL_MS = 30_000;
const ANNOUNCE_TIMEOUT_MS = 3_000;
const RECONNECT_DELAY_MS = 1_000;
const CLOSE_TIMEOUT_MS = 3_000;

const onPostgres = withBackend(createPostgresBackend);

/** `migrate: false`: the services never change a schema. */
const postgresConnection = (url: string, max: number) => ({
  connectionString: url,
  max,
  migrate: false,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  connectionTimeoutMillis: 2_000,
  query_timeout: 5_000,
});

function redisConnection(url: string, forWorker: boolean) {
  // A producer must fail at once instead of queueing in memory; a worker's blocking call must wait for ever.
  return forWorker
    ? { url, maxRetriesPerRequest: null, connectTimeout: 2_000 }
    : {
        url,
        maxRetriesPerRequest: 1,
        enableOfflineQueue: false,
        commandTimeout: 2_000,
        connectTimeout: 2_000,
      };
}

/** A producer for the relay. Connects when first needed and again after an outage; never throws by itself. */
export function createMailQueue(connection: QueueConnection, logger: Logger): MailQueue {
  let open: Opened | null = null;
  const queue = () => {
    open ??= openQueue(connection, logger);
    const opened = open;
    // The PostgreSQL backend remembers a failed start for ever, so a queue that failed is thrown away.
    opened.ready.catch(() => {
      if (open === opened) open = null;
      void close(opened, logger);
    });
    return opened;
  };
  return {
    async announce(job) {
      const { queue: target, ready } = queue();
      const added = ready.then(() =>
        // A job id of our own makes a repeated announcement harmless and spares the PostgreSQL backend a sequence.
        target.add('deliver', job, { jobId: `${job.outboxId}-${job.dispatch}` }),
      );
      await waitWithin(ANNOUNCE_TIMEOUT_MS, added, 'the queue did not answer');
    },
    async close() {
      if (open !== null) await close(open, logger);
    },
  };
}

type Opened = { readonly queue: Queue<MailJob>; readonly ready: Promise<unknown> };

function openQueue(connection: QueueConnection, logger: Logger): Opened {
  const options = { defaultJobOptions: { attempts: 1, removeOnComplete: KEEP, removeOnFail: KEEP } };
  const queue =
    connection.kind === 'redis'
      ? new Queue<MailJob>(QUEUE_NAME, { ...options, connection: redisConnection(connection.url, false) })
      : // The producer's surface is the same on both backends; only the type of the backend behind it differs.
        (new onPostgres.Queue<MailJob>(QUEUE_NAME, {
          ...options,
          connection: postgresConnection(connection.url, 2),
        }) as unknown as Queue<MailJob>);
  queue.on('error', (error) => logger.warn({ reason: describe(error) }, 'mail queue: connection trouble'));
  const ready = queue.waitUntilReady();
  if (connection.kind === 'redis') {
    ready.then(() => warnOfEviction(queue, logger)).catch(() => {});
  }
  return { queue, ready };
}

/** A Redis that evicts drops jobs silently. The outbox re-drives them, but late: say so. */
async function warnOfEviction(queue: Queue<MailJob>, logger: Logger): Promise<void> {
  const client = await queue.getBackend().client;
  const policy = /^maxmemory_policy:(\S+)/m.exec(await client.info())?.[1] ?? 'unknown';
  if (policy !== 'noeviction') {
    logger.error({ policy }, 'mail queue: Redis must run with maxmemory-policy noeviction');
  }
}

async function close({ queue }: Opened, logger: Logger): Promise<void> {
  await waitWithin(CLOSE_TIMEOUT_MS, queue.close(), 'the queue did not close').catch((error) =>
    logger.warn({ reason: describe(error) }, 'mail queue: closed with an error'),
  );
}

/**
 * Calls `deliver` for every wake-up, at most `concurrency` at a time, and starts anew when the queue's backend
 * was away. `close` waits for those under way. A job that fails is finished all the same: trying again is the
 * outbox row's business, and nothing of the error may be kept in the queue.
 */
export function createMailWorker(
  connection: QueueConnection,
  deliver: (job: MailJob) => Promise<void>,
  { concurrency, logger }: { concurrency: number; logger: Logger },
): MailWorker {
  let closing = false;
  const underWay = new Set<Promise<void>>();
  const handle = async ({ data }: { data: unknown }) => {
    const job = asMailJob(data);
    if (job === null) return logger.error('mail queue: a job that no relay wrote was dropped');
    if (closing) return;
    const delivery = deliver(job)
      .catch((error) => logger.error({ err: error }, 'mail queue: a delivery broke off'))
      .finally(() => underWay.delete(delivery));
    underWay.add(delivery);
    await delivery;
  };
  let isReady = false;
  let worker = open();
  function open(): Worker {
    const opened = openWorker(connection, handle, concurrency);
    opened.on('error', (error) =>
      logger.warn({ reason: describe(error) }, 'mail worker: connection trouble'),
    );
    opened.waitUntilReady().then(
      () => {
        isReady = true;
      },
      () => setTimeout(() => void replace(opened), RECONNECT_DELAY_MS),
    );
    return opened;
  }
  async function replace(failed: Worker): Promise<void> {
    if (closing) return;
    await waitWithin(CLOSE_TIMEOUT_MS, failed.close(true), 'the worker did not close').catch(() => {});
    if (!closing) worker = open();
  }
  return {
    async close() {
      closing = true;
      // BullMQ waits for ever to say goodbye to a backend that it never reached, or that is gone.
      const closed = worker.close(!isReady);
      await Promise.all(underWay);
      await waitWithin(CLOSE_TIMEOUT_MS, closed, 'the worker did not close').catch(() =>
        waitWithin(CLOSE_TIMEOUT_MS, worker.getBackend().close(true), 'cut off').catch(() => {}),
      );
    },
  };
}

function openWorker(
  connection: QueueConnection,
  handle: (job: { data: unknown }) => Promise<void>,
  concurrency: number,
): Worker {
  const options = {
    concurrency,
    lockDuration: LOCK_DURATION_MS,
    skipLockRenewal: true,
    stalledInterval: STALLED_INTERVAL_MS,
    runRetryDelay: RECONNECT_DELAY_MS,
  };
  return connection.kind === 'redis'
    ? new Worker(QUEUE_NAME, handle, { ...options, connection: redisConnection(connection.url, true) })
    : (new onPostgres.Worker(QUEUE_NAME, handle, {
        ...options,
        connection: postgresConnection(connection.url, 3),
      }) as unknown as Worker);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whoever can write to the queue's store can write anything there: only the shape of our own jobs passes. */
function asMailJob(data: unknown): MailJob | null {
  const { outboxId, dispatch } = (data ?? {}) as Partial<Record<string, unknown>>;
  if (typeof outboxId !== 'string' || !UUID.test(outboxId)) return null;
  if (typeof dispatch !== 'number' || !Number.isSafeInteger(dispatch)) return null;
  return { outboxId, dispatch };
}

/** Message and code only: a driver's error may carry the connection's options along. */
function describe(error: Error): string {
  return `${error.message} (${(error as NodeJS.ErrnoException).code ?? error.name})`;
}
