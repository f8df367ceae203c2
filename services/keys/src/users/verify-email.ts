import { inTransaction } from '@countersign/database';
import { tokenDigest } from '@countersign/sealing';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import { VERIFICATION_PURPOSE } from './register-user.ts';
import { deleteEmailVerification, lockEmailVerification, markEmailVerified } from './user-store.ts';

/**
 * Redeems the link of a verification mail, once. See register-user.ts for why some links belong to one browser.
 *
 * @throws Refusal `verification-token-invalid`, or `wrong-browser`, which uses nothing up
 */
export async function verifyEmail(
  deps: Deps,
  { token, browserDigest, client }: { token: string; browserDigest: Buffer | null; client: ClientInfo },
): Promise<void> {
  const digest = tokenDigest(VERIFICATION_PURPOSE, token);
  await inTransaction(deps.db, async (trx) => {
    const verification = await lockEmailVerification(trx, digest);
    if (verification === null) throw new Refusal('verification-token-invalid');
    const { userId, browserDigest: bound } = verification;
    if (bound !== null && !(browserDigest?.equals(bound) ?? false)) throw new Refusal('wrong-browser');
    await deleteEmailVerification(trx, userId);
    await markEmailVerified(trx, userId);
    await insertAuditEvent(trx, { userId, type: 'email-verified', client });
  });
}
