import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { assertMailLeft } from '../key-creation/assert-mail-left.ts';
import { limitsFor } from '../limits.ts';
import { resendConfirmationMail } from '../outbox/resend-mail.ts';
import { lockOwnEdit } from './authorize-edit.ts';
import { readKeyEdit } from './describe-key-edit.ts';
import { moveKeyEdit } from './key-edit-store.ts';
import type { KeyEditView } from './key-edits.schemas.ts';
import { transition } from './transitions.ts';

export type EditMailResend = {
  readonly editId: string;
  readonly userId: string;
  readonly client: ClientInfo;
};

/**
 * Sends the confirmation mail of an edit once more, with the same token. From any browser of the account: the mail
 * goes to the same mailbox, and its link works in one browser only.
 *
 * @throws Refusal `confirmation-mail-limit-reached`, `not-found`, or what the state answers
 */
export async function resendEditMail(
  deps: Deps,
  { editId: id, userId, client }: EditMailResend,
  once: Once,
): Promise<KeyEditView> {
  const limits = limitsFor(deps.settings.limits);
  const view = await runOnce(deps.db, once, async (trx) => {
    const { state, confirmationMails, expiresAt } = await lockOwnEdit(trx, id, userId);
    const to = transition(state, 'confirmation_mail_resent');
    await assertMailLeft(trx, { userId, resent: { confirmationMails, expiresAt } }, limits);
    await moveKeyEdit(trx, { id, from: state, to, set: { confirmationMails: confirmationMails + 1 } });
    if ((await resendConfirmationMail(trx, { editId: id }, deps.keyrings.sign)) === null)
      throw new Error(`${id} has no mail to repeat`);
    await insertAuditEvent(trx, { userId, type: 'confirmation-mail-resent', client, subject: id });
    return readKeyEdit(trx, id, userId);
  });
  deps.nudgeRelay();
  return view;
}
