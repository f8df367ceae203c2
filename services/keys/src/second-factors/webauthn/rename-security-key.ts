import { inTransaction } from '@countersign/database';
import { insertAuditEvent } from '../../audit/audit-store.ts';
import type { Deps } from '../../deps.ts';
import type { ClientInfo } from '../../http/client-info.ts';
import { Refusal } from '../../refusal.ts';
import { lockUser } from '../../users/user-store.ts';
import { readLabel } from './register-security-key.ts';
import { findSecurityKey, renameSecurityKey as rename, type SecurityKey } from './security-key-store.ts';

type Renaming = {
  readonly userId: string;
  readonly factorId: string;
  readonly label: string;
  readonly client: ClientInfo;
};

/** Gives a security key another label. @throws Refusal `not-found`, `validation-failed` */
export async function renameSecurityKey(
  deps: Deps,
  { userId, factorId, client, ...renaming }: Renaming,
): Promise<SecurityKey> {
  const label = readLabel(renaming.label);
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, userId);
    const before = await findSecurityKey(trx, { userId, factorId });
    if (before === null) throw new Refusal('not-found');
    await rename(trx, { userId, factorId, label });
    const details = { method: 'webauthn', before: before.label, after: label };
    const event = { userId, client, subject: factorId, details };
    await insertAuditEvent(trx, { ...event, type: 'second-factor-renamed' });
    return { ...before, label };
  });
}
