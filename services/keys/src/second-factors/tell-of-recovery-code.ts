import type { DatabaseTransaction } from '@countersign/database';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { countUnusedRecoveryCodes } from './recovery-codes/recovery-code-store.ts';

/** A recovery code stood in for the second factor: its owner hears of it, and how many are left. */
export async function tellOfRecoveryCode(
  trx: DatabaseTransaction,
  deps: Deps,
  { userId, client }: { userId: string; client: ClientInfo },
): Promise<void> {
  const unusedCodes = await countUnusedRecoveryCodes(trx, userId);
  await notify(trx, deps, { kind: 'recovery-code-used', userId, client, unusedCodes });
}
