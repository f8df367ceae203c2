import { type DatabaseTransaction, databaseTime } from '@countersign/database';
import { mintToken, type Redacted, tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { type Once, runOnce } from '../idempotency/run-once.ts';
import { LIMITS, limitsFor } from '../limits.ts';
import { queueMail, sealForNobody } from '../outbox/queue-mail.ts';
import { takeFromBudget } from './address-budget-store.ts';
import { assertEmail } from './email-address.ts';
import { upsertPasswordReset } from './password-reset-store.ts';
import { lockUserByEmail } from './user-store.ts';

export const PASSWORD_RESET_PURPOSE = 'password-reset';

/**
 * Mails a link with which a new password can be set, if the address has an account that has a password. The answer
 * is the same for every address, and so is the work: the mail is counted, and one is sealed, either way.
 *
 * @throws Refusal `validation-failed`
 */
export async function requestPasswordReset(
  deps: Deps,
  request: { readonly email: string; readonly client: ClientInfo },
  once: Once,
): Promise<void> {
  const email = assertEmail(request.email);
  const token = mintToken(deps.randomBytes);
  const limit = limitsFor(deps.settings.limits).passwordResetMailsPerHour;
  await runOnce(deps.db, once, async (trx) => {
    const budget = { email, budget: 'password-reset-mail', windowSeconds: 3_600, limit };
    if ((await takeFromBudget(trx, budget)) !== null) await mailLink(trx, deps, { ...request, email, token });
  });
  deps.nudgeRelay();
}

async function mailLink(
  trx: DatabaseTransaction,
  deps: Deps,
  { email, client, token }: { email: string; client: ClientInfo; token: Redacted<string> },
): Promise<void> {
  const now = await databaseTime(trx);
  const notAfter = new Date(now.getTime() + LIMITS.passwordResetSeconds * 1_000);
  const payload = {
    token: token.expose(),
    requestedAt: now.toISOString(),
    requestedFrom: client,
    linkExpiresAt: notAfter.toISOString(),
  };
  const content = { recipient: email, notAfter, mail: { template: 'password-reset', payload } } as const;
  const user = await lockUserByEmail(trx, email);
  // Without a verified address there is nothing to recover, only to register again; without a password, neither.
  if (user === null || !user.isEmailVerified || user.passwordHash === null) {
    return sealForNobody(content, deps.keyrings);
  }
  const digest = tokenDigest(PASSWORD_RESET_PURPOSE, token.expose());
  await upsertPasswordReset(trx, { userId: user.id, tokenDigest: digest }, LIMITS.passwordResetSeconds);
  await queueMail(trx, { userId: user.id, about: null, ...content }, deps.keyrings);
  await insertAuditEvent(trx, { userId: user.id, type: 'password-reset-requested', client });
}
