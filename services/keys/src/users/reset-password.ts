import { inTransaction } from '@countersign/database';
import { tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { acceptPassword } from './accept-password.ts';
import { consumePasswordReset, findResetAddress } from './password-reset-store.ts';
import { PASSWORD_RESET_PURPOSE } from './request-password-reset.ts';
import { forgetPasswordAttempts } from './reserve-password-attempt.ts';
import { secureAccount } from './secure-account.ts';
import { updatePasswordHash } from './user-store.ts';

export type PasswordReset = {
  readonly token: string;
  readonly newPassword: string;
  readonly client: ClientInfo;
};

/**
 * Sets a new password for who reads the account's mailbox, once a link. It replaces the password and nothing else:
 * no session is opened, every one ends, and signing in asks for the second factor as before. So a mailbox alone
 * opens no account that has a second factor.
 *
 * @throws Refusal `password-reset-token-invalid`, or `validation-failed`, which uses nothing up
 */
export async function resetPassword(
  deps: Deps,
  { token, newPassword, client }: PasswordReset,
): Promise<void> {
  const digest = tokenDigest(PASSWORD_RESET_PURPOSE, token);
  const email = await findResetAddress(deps.db, digest);
  if (email === null) throw new Refusal('password-reset-token-invalid');
  const password = acceptPassword(deps, newPassword, { email, field: 'newPassword' });
  const passwordHash = await deps.passwordHasher.hash(password);
  await inTransaction(deps.db, async (trx) => {
    const user = await consumePasswordReset(trx, digest);
    if (user === null) throw new Refusal('password-reset-token-invalid');
    const userId = user.id;
    await updatePasswordHash(trx, userId, passwordHash);
    await forgetPasswordAttempts(trx, email);
    await secureAccount(trx, { userId, client, reason: 'password-reset' });
    await insertAuditEvent(trx, { userId, type: 'password-reset', client });
    await notify(trx, deps, { kind: 'password-reset', userId, client });
  });
  deps.nudgeRelay();
}
