import type { DatabaseTransaction } from '@countersign/database';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { lockUserByEmail, markClosed } from './user-store.ts';

/**
 * Frees an address that was registered and never verified: whoever proves to read its mailbox comes before whoever
 * only typed it.
 */
export async function releaseUnverifiedAddress(
  trx: DatabaseTransaction,
  email: string,
  client: ClientInfo | null,
): Promise<void> {
  const holder = await lockUserByEmail(trx, email);
  if (holder === null || holder.isEmailVerified) return;
  await markClosed(trx, holder.id);
  await insertAuditEvent(trx, { userId: holder.id, type: 'registration-lapsed', client });
}
