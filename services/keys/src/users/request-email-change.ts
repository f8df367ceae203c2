import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import { mintToken, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { Once } from '../idempotency/run-once.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { queueMail } from '../outbox/queue-mail.ts';
import { Refusal } from '../refusal.ts';
import { secondsToNextWindow, takeFromBudget } from './address-budget-store.ts';
import { assertEmail } from './email-address.ts';
import { emailChangeApproval } from './email-change-approval.ts';
import { upsertEmailChange } from './email-change-store.ts';
import { type Reauthentication, requireReauthentication } from './require-reauthentication.ts';
import { findUserByEmail } from './user-store.ts';

export const EMAIL_CHANGE_PURPOSE = 'email-change';

export type EmailChangeRequest = Omit<Reauthentication, 'approval'> & { readonly newEmail: string };

/**
 * Mails a link to the new address; nothing changes before it is redeemed. Whether the address has an account
 * already is told to its mailbox only: the answer is the same, and a mail is sent either way.
 *
 * @throws Refusal `validation-failed`, `rate-limited`, and those of `requireReauthentication`
 */
export async function requestEmailChange(
  deps: Deps,
  { newEmail, ...proof }: EmailChangeRequest,
  once: Once,
): Promise<void> {
  const email = assertEmail(newEmail, 'newEmail');
  if (email === proof.session.email) throw unchanged();
  const approval = emailChangeApproval(email);
  await requireReauthentication(deps, { ...proof, approval }, async (trx) => {
    await once.begin(trx);
    await mailLink(trx, deps, email, proof);
    await once.keep(trx, undefined);
  });
  deps.nudgeRelay();
}

async function mailLink(
  trx: DatabaseTransaction,
  deps: Deps,
  email: string,
  { session, browserDigest, client }: Omit<Reauthentication, 'approval'>,
): Promise<void> {
  const { userId } = session;
  const limit = limitsFor(deps.settings.limits).emailChangeMailsPerHour;
  const perHour = { windowSeconds: 3_600, limit };
  const asked = { email: session.email, budget: 'email-changes-asked', ...perHour };
  const now = await databaseTime(trx);
  if ((await takeFromBudget(trx, asked)) === null)
    throw new Refusal('rate-limited', { retryAfterSeconds: secondsToNextWindow(asked, now) });
  await insertAuditEvent(trx, { userId, type: 'email-change-requested', client });
  // Several accounts may ask for one address: it is not told, and gets no more mail.
  if ((await takeFromBudget(trx, { email, budget: 'email-change-mail', ...perHour })) === null) return;

  const token = mintToken(deps.randomBytes).expose();
  const notAfter = new Date(now.getTime() + LIMITS.emailChangeSeconds * 1_000);
  const isTaken = (await findUserByEmail(trx, email))?.isEmailVerified === true;
  if (!isTaken) {
    const tokenDigested = tokenDigest(EMAIL_CHANGE_PURPOSE, token);
    const change = { userId, newEmail: email, tokenDigest: tokenDigested, browserDigest };
    await upsertEmailChange(trx, change, LIMITS.emailChangeSeconds);
  }
  const mail = isTaken
    ? ({ template: 'email-change-impossible', payload: { requestedAt: now.toISOString() } } as const)
    : ({ template: 'email-change', payload: { token, linkExpiresAt: notAfter.toISOString() } } as const);
  await queueMail(trx, { userId, about: null, recipient: email, notAfter, mail }, deps.keyrings);
}

function unchanged(): Refusal {
  const detail = 'is the address that the account has';
  return new Refusal('validation-failed', { errors: [{ field: 'newEmail', code: 'unchanged', detail }] });
}
