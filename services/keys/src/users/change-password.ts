import type { Redacted } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import { notify } from '../notifications/notify.ts';
import { Refusal } from '../refusal.ts';
import { approvalOf } from '../second-factors/approval.ts';
import { renewSession } from '../sessions/renew-session.ts';
import { acceptPassword } from './accept-password.ts';
import { canonicalPassword } from './password.ts';
import { type Reauthentication, requireReauthentication } from './require-reauthentication.ts';
import { secureAccount } from './secure-account.ts';
import { updatePasswordHash } from './user-store.ts';

export type PasswordChange = Omit<Reauthentication, 'password' | 'approval'> & {
  readonly currentPassword: string;
  readonly newPassword: string;
};

/** What a second factor approves here. Not the password itself: a challenge for it would have to carry it. */
export const PASSWORD_CHANGE = approvalOf('password-change');

/**
 * Replaces the password. Every other session ends, this one goes on under a new token.
 *
 * @returns the session's new token
 * @throws Refusal `validation-failed`, and those of `requireReauthentication`
 */
export async function changePassword(
  deps: Deps,
  { currentPassword, newPassword, ...proof }: PasswordChange,
): Promise<Redacted<string>> {
  const { session, client } = proof;
  const { userId, email, sessionId } = session;
  const password = acceptPassword(deps, newPassword, { email, field: 'newPassword' });
  if (password === canonicalPassword(currentPassword)) throw unchanged();
  const passwordHash = await deps.passwordHasher.hash(password);
  const reauthentication = { ...proof, password: currentPassword, approval: PASSWORD_CHANGE };
  const token = await requireReauthentication(deps, reauthentication, async (trx) => {
    await updatePasswordHash(trx, userId, passwordHash);
    await secureAccount(trx, { userId, client, reason: 'password-changed', keepSession: sessionId });
    await insertAuditEvent(trx, { userId, type: 'password-changed', client });
    await notify(trx, deps, { kind: 'password-changed', userId, client });
    return renewSession(trx, deps, sessionId);
  });
  deps.nudgeRelay();
  return token;
}

function unchanged(): Refusal {
  const detail = 'is the password that you have now';
  return new Refusal('validation-failed', { errors: [{ field: 'newPassword', code: 'unchanged', detail }] });
}
