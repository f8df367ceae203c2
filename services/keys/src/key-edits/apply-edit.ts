import type { DatabaseTransaction } from '@countersign/database';
import type { ApiKeyRow } from '../api-keys/api-key.ts';
import { findKey } from '../api-keys/key-list-store.ts';
import { writeKeyVersion } from '../api-keys/write-key-version.ts';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { notify } from '../notifications/notify.ts';
import { changesForNotice, describeChange } from './describe-change.ts';
import type { ProposedEdit } from './propose-edit.ts';

/** Makes the key what was approved, in the transaction that saw to the approval. @returns the key as it is then */
export async function applyEdit(
  trx: DatabaseTransaction,
  deps: Deps,
  proposed: Pick<ProposedEdit, 'key' | 'before' | 'after' | 'effect'>,
  client: ClientInfo,
): Promise<ApiKeyRow> {
  const { userId, keyId } = proposed.key;
  await writeKeyVersion(trx, deps, { keyId, change: proposed.after });
  const details = describeChange(proposed);
  await insertAuditEvent(trx, { userId, type: 'key-edited', client, subject: keyId, details });
  const kind = proposed.effect.kind === 'widening' ? 'key-widened' : 'key-edited';
  const { label } = proposed.after;
  const changes = changesForNotice(proposed);
  await notify(trx, deps, { kind, userId, client, keyId, label, changes });
  const key = await findKey(trx, { userId, keyId });
  if (key === null) throw new Error('an edited key has vanished');
  return key;
}
