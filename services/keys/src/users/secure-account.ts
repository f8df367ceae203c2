import type { DatabaseTransaction } from '@countersign/database';
import type { ClientInfo } from '../http/client-info.ts';
import { cancelOpenCreations } from '../key-creation/cancel-open-creations.ts';
import { cancelOpenKeyEdits } from '../key-edits/end-key-edits.ts';
import { recordEndings } from '../sessions/record-endings.ts';
import { endSessionsOf } from '../sessions/session-store.ts';
import { deleteEmailChange } from './email-change-store.ts';
import { deletePasswordReset } from './password-reset-store.ts';

export type AccountChange = {
  readonly userId: string;
  readonly client: ClientInfo;
  readonly reason:
    | 'outside-identity-removed'
    | 'password-changed'
    | 'password-reset'
    | 'email-changed'
    | 'account-closed';
  /** The session that goes on; without it none does. */
  readonly keepSession?: string;
};

/**
 * What every change of the account itself brings along, in its transaction: other sessions end, and whatever was
 * begun on the old terms and not finished is cancelled (KS-41): key creations, and links that wait in a mailbox. The caller holds the user's lock.
 */
export async function secureAccount(
  trx: DatabaseTransaction,
  { userId, client, reason, keepSession }: AccountChange,
): Promise<void> {
  const except = keepSession === undefined ? {} : { except: keepSession };
  const ended = await endSessionsOf(trx, userId, except);
  await recordEndings(trx, ended, { client, reason });
  await cancelOpenCreations(trx, { userId, client, reason });
  await cancelOpenKeyEdits(trx, { userId, client, reason });
  await deletePasswordReset(trx, userId);
  await deleteEmailChange(trx, userId);
}
