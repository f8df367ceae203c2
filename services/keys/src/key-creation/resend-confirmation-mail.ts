import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { limitsFor } from '../limits.ts';
import { resendConfirmationMail as repeatMail } from '../outbox/resend-mail.ts';
import { assertMailLeft } from './assert-mail-left.ts';
import { lockOwnCreation } from './authorize-creation.ts';
import { readKeyCreation } from './describe-key-creation.ts';
import type { KeyCreationView } from './key-creation.schemas.ts';
import { moveKeyCreation } from './key-creation-store.ts';
import { transition } from './transitions.ts';

export type Resend = { readonly creationId: string; readonly userId: string; readonly client: ClientInfo };

/**
 * Sends the confirmation mail once more, with the same token. From any browser of the account: the mail goes to
 * the same mailbox, and its link works in one browser only.
 *
 * @throws Refusal `confirmation-mail-limit-reached`, `not-found`, or what the state answers
 */
export async function resendConfirmationMail(
  deps: Deps,
  { creationId: id, userId, client }: Resend,
  once: Once,
): Promise<KeyCreationView> {
  const limits = limitsFor(deps.settings.limits);
  const view = await runOnce(deps.db, once, async (trx) => {
    const { state, confirmationMails, expiresAt } = await lockOwnCreation(trx, id, userId);
    const to = transition(state, 'confirmation_mail_resent');
    await assertMailLeft(trx, { userId, resent: { confirmationMails, expiresAt } }, limits);
    await moveKeyCreation(trx, { id, from: state, to, set: { confirmationMails: confirmationMails + 1 } });
    if ((await repeatMail(trx, { creationId: id }, deps.keyrings.sign)) === null)
      throw new Error(`${id} has no mail to repeat`);
    await insertAuditEvent(trx, { userId, type: 'confirmation-mail-resent', client, subject: id });
    return readKeyCreation(trx, id, userId);
  });
  deps.nudgeRelay();
  return view;
}
