import { createPostgresBackend, Queue, Worker, withBackend } from 'bullmq';

/** Where the queue lives: `redis://…` or the PostgreSQL database itself. Advisory either way: the outbox row is the truth. */
export type QueueConnection =
  | { readonly kind: 'redis'; readonly url: string }
  | { readonly kind: 'postgres'; readonly url: string };

export type MailJob = { readonly outboxId: string };

/** Where the relay announces that an outbox message is due. */
export type MailQueue = {
  /** Adds one wake-up. `dispatch` counts the announcements of this message, so that a later one is never taken for a duplicate. */
  announce(outboxId: string, dispatch: number): Promise<void>;
  close(): Promise<void>;
};

export type MailWorker = { close(): Promise<void> };

const QUEUE_NAME = 'mail';
/** How long finished jobs are kept: long enough to see what happened, bounded. */
const KEEP = { age: 3_600, count: 1_000 };
/** A worker that died is noticed within seconds; the outbox would re-drive the message anyway. */
const LOCK_DURATION_MS = 10_000;
const STALLED_INTERVAL_MS = 5_000;

type OnError = (error: Error) => void;

const onPostgres = withBackend(createPostgresBackend);

/** `migrate: false`: the services never change a schema. */
const postgresConnection = (url: string, max: number) => ({
  connectionString: url,
  max,
  migrate: false,
  keepAlive: true,
  connectionTimeoutMillis: 5_000,
});

function redisConnection(url: string, forWorker: boolean) {
  // A producer must fail at once instead of queueing in memory; a worker's blocking call must wait for ever.
  return forWorker
    ? { url, maxRetriesPerRequest: null }
    : {
        url,
        maxRetriesPerRequest: 1,
        enableOfflineQueue: false,
        commandTimeout: 2_000,
        connectTimeout: 2_000,
      };
}

export function createMailQueue(connection: QueueConnection, onError: OnError): MailQueue {
  const options = { defaultJobOptions: { attempts: 1, removeOnComplete: KEEP, removeOnFail: KEEP } };
  const queue =
    connection.kind === 'redis'
      ? new Queue<MailJob>(QUEUE_NAME, { ...options, connection: redisConnection(connection.url, false) })
      : new onPostgres.Queue<MailJob>(QUEUE_NAME, {
          ...options,
          connection: postgresConnection(connection.url, 2),
        });
  queue.on('error', onError);
  return {
    async announce(outboxId, dispatch) {
      // A job id of our own also keeps the PostgreSQL backend from needing a sequence.
      await (queue as Queue<MailJob>).add('deliver', { outboxId }, { jobId: `${outboxId}-${dispatch}` });
    },
    close: () => queue.close(),
  };
}

/** Calls `deliver` for every wake-up, at most `concurrency` at a time. `close` waits for those under way. */
export function createMailWorker(
  connection: QueueConnection,
  deliver: (outboxId: string) => Promise<void>,
  { concurrency, onError }: { concurrency: number; onError: OnError },
): MailWorker {
  const options = { concurrency, lockDuration: LOCK_DURATION_MS, stalledInterval: STALLED_INTERVAL_MS };
  const process = (job: { data: MailJob }) => deliver(job.data.outboxId);
  const worker =
    connection.kind === 'redis'
      ? new Worker<MailJob>(QUEUE_NAME, process, {
          ...options,
          connection: redisConnection(connection.url, true),
        })
      : new onPostgres.Worker<MailJob>(QUEUE_NAME, process, {
          ...options,
          connection: postgresConnection(connection.url, 3),
        });
  worker.on('error', onError);
  return { close: () => worker.close() };
}
