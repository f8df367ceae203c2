import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@countersign/database';
import { type OpenMailRejection, openMail } from '@countersign/outbox/opening';
import type { MailJob } from '@countersign/outbox/queue';
import type { Logger } from '@countersign/runtime';
import type { Keyring } from '@countersign/sealing';
import { composeMail } from '../messages/composed-mail.ts';
import type { MessageContext } from '../messages/message.ts';
import {
  type Claim,
  claimMessage,
  markFailed,
  markForRetry,
  markSent,
  renewClaim,
} from './delivery-store.ts';
import { isPlainAddress } from './mail-address.ts';
import { retryDelaySeconds } from './retry-delay.ts';
import type { OutgoingMail, Smtp } from './smtp-adapter.ts';

export type DeliveryDeps = {
  readonly db: Database;
  readonly smtp: Smtp;
  readonly keyrings: { readonly verify: Keyring<'verify'>; readonly openAsMailer: Keyring<'open'> };
  readonly context: MessageContext;
  readonly logger: Logger;
  /** Aborted when the process has to go: hand-overs under way are broken off and tried again elsewhere. */
  readonly stopping: AbortSignal;
  readonly timing: DeliveryTiming;
};

export type DeliveryTiming = {
  /** How long a claim lasts without a word from its holder: a killed mailer's message is due again after that. */
  readonly leaseSeconds: number;
  readonly renewEveryMs: number;
  /** For the whole hand-over, however slowly the server answers. */
  readonly sendDeadlineMs: number;
};

export const DELIVERY_TIMING: DeliveryTiming = {
  leaseSeconds: 15,
  renewEveryMs: 5_000,
  sendDeadlineMs: 60_000,
};

type Outcome =
  | { readonly kind: 'sent' }
  | { readonly kind: 'retry' | 'failed'; readonly failure: string; readonly alarm?: string };

/**
 * Answers one wake-up: claims the message, opens it, sends it and records its fate.
 *
 * @returns false when there was nothing to do: somebody else has it, or it is not to be sent (any more)
 */
export async function deliverMail(deps: DeliveryDeps, job: MailJob): Promise<boolean> {
  const claim = await claimMessage(deps.db, job, deps.timing.leaseSeconds);
  if (claim === null) return false;
  const prepared = prepare(deps, claim);
  const outcome = 'mail' in prepared ? await send(deps, claim, prepared.mail) : prepared;
  await record(deps, claim, outcome);
  return true;
}

const ALARMS: Record<OpenMailRejection, Outcome> = {
  'not-signed-by-us': {
    kind: 'failed',
    failure: 'not-genuine',
    alarm: 'an outbox message is not from the key service: somebody writes to the outbox',
  },
  'unknown-template': { kind: 'failed', failure: 'unknown-template', alarm: 'an unknown mail template' },
  // The key may be on its way here (a rotation that reached the key service first).
  'unknown-sealing-key': {
    kind: 'retry',
    failure: 'unknown-sealing-key',
    alarm: 'this mailer lacks the key that a mail was sealed to',
  },
  'not-openable': { kind: 'failed', failure: 'not-openable', alarm: 'a genuine mail could not be opened' },
};

/** Everything before the network: is it ours, for one plain address, and can it be put into words. */
function prepare({ keyrings, context }: DeliveryDeps, { message }: Claim): Outcome | { mail: OutgoingMail } {
  const opened = openMail(message, keyrings);
  if (!opened.ok) return ALARMS[opened.reason];
  if (!isPlainAddress(message.recipient)) {
    return { kind: 'failed', failure: 'not-one-address', alarm: 'a recipient is not one plain address' };
  }
  try {
    const composed = composeMail(opened.mail, context);
    return { mail: { ...composed, outboxId: message.id, recipient: message.recipient } };
  } catch {
    // The error may quote what the mail says. A newer mailer beside this one may know how to put it.
    return { kind: 'retry', failure: 'not-composable', alarm: 'a mail could not be put into words' };
  }
}

async function send(deps: DeliveryDeps, claim: Claim, mail: OutgoingMail): Promise<Outcome> {
  const held = holdClaim(deps, claim);
  try {
    const signal = AbortSignal.any([
      held.lost,
      deps.stopping,
      AbortSignal.timeout(deps.timing.sendDeadlineMs),
    ]);
    const sent = await deps.smtp.send(mail, signal);
    if (sent.ok) return { kind: 'sent' };
    return {
      kind: sent.isPermanent ? 'failed' : 'retry',
      failure: sent.failure,
      ...(sent.needsOperator ? { alarm: 'the mail server refuses this set-up (TLS or sign-in)' } : {}),
    };
  } finally {
    held.release();
  }
}

/** Renews the claim while the mail is handed over; `lost` aborts when it is gone, or nothing was heard of it for its whole length. */
function holdClaim({ db, timing }: DeliveryDeps, claim: Claim): { lost: AbortSignal; release(): void } {
  const lost = new AbortController();
  let renewedAt = performance.now();
  const timer = setInterval(async () => {
    if (performance.now() - renewedAt > timing.leaseSeconds * 1_000) return lost.abort();
    const begun = performance.now();
    const isOurs = await renewClaim(db, claim, timing.leaseSeconds).catch(() => null);
    if (isOurs === true) renewedAt = begun;
    if (isOurs === false) lost.abort();
  }, timing.renewEveryMs);
  return { lost: lost.signal, release: () => clearInterval(timer) };
}

async function record({ db, logger }: DeliveryDeps, claim: Claim, outcome: Outcome): Promise<void> {
  const about = { outboxId: claim.message.id, template: claim.message.template, attempt: claim.attempt };
  if (outcome.kind === 'sent') {
    await persist(() => markSent(db, claim));
    logger.info(about, 'mail sent');
    return;
  }
  const { kind, failure, alarm } = outcome;
  if (alarm !== undefined) logger.error({ ...about, failure, alarm }, `alarm: ${alarm}`);
  if (kind === 'failed') {
    await persist(() => markFailed(db, claim, failure));
    logger.error({ ...about, failure }, 'mail failed for good');
  } else {
    const delaySeconds = retryDelaySeconds(claim.attempt, Math.random());
    await persist(() => markForRetry(db, claim, { failure, delaySeconds }));
    logger.warn({ ...about, failure, delaySeconds: Math.round(delaySeconds) }, 'mail not sent yet');
  }
}

/** A sent mail whose mark is lost would be sent twice, so the mark outlives a short absence of the database. */
async function persist(mark: () => Promise<void>): Promise<void> {
  for (let retry = 0; ; retry++) {
    try {
      return await mark();
    } catch (error) {
      if (retry === 3) throw error;
      await delay(500 * 2 ** retry);
    }
  }
}
