import type { Database } from '@countersign/database';
import { createMailWorker, type MailJob, type QueueConnection } from '@countersign/outbox/queue';
import type { Logger } from '@countersign/runtime';
import { CONCURRENCY } from './config.ts';
import { DELIVERY_TIMING, type DeliveryDeps, deliverMail } from './delivery/deliver-mail.ts';
import { createSmtp, type MailAddress, type SmtpSettings } from './delivery/smtp-adapter.ts';
import { startSweep } from './delivery/sweep-outbox.ts';
import type { MessageContext } from './messages/message.ts';

export type WorkerSettings = {
  readonly queue: QueueConnection;
  readonly smtp: SmtpSettings;
  readonly from: MailAddress;
  readonly keyrings: DeliveryDeps['keyrings'];
  readonly context: MessageContext;
};

const SWEEP_EVERY_MS = 5_000;
/** What a stop grants to the hand-overs under way before it breaks them off. */
const GRACE_MS = 8_000;

/** Delivers mails woken by the queue and, whatever the queue lost, by its own sweep of the outbox. */
export function startWorker(
  settings: WorkerSettings,
  { db, logger }: { db: Database; logger: Logger },
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const smtp = createSmtp(settings.smtp, settings.from);
  const { keyrings, context } = settings;
  const deps: DeliveryDeps = {
    db,
    smtp,
    keyrings,
    context,
    logger,
    stopping: stopping.signal,
    timing: DELIVERY_TIMING,
  };
  const deliver = (job: MailJob) => deliverMail(deps, job);
  const worker = createMailWorker(settings.queue, async (job) => void (await deliver(job)), {
    concurrency: CONCURRENCY,
    logger,
  });
  const sweep = startSweep({ db, deliver, logger, intervalMs: SWEEP_EVERY_MS, batchSize: CONCURRENCY });
  return {
    async stop() {
      const breakOff = setTimeout(() => stopping.abort(), GRACE_MS);
      await Promise.allSettled([worker.close(), sweep.stop()]);
      clearTimeout(breakOff);
      smtp.close();
    },
  };
}
