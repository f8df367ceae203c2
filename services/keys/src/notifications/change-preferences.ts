import { inTransaction } from '@countersign/database';
import type { NoticeKind } from '@countersign/outbox';
import { insertAuditEvent } from '../audit/audit-store.ts';
import type { Deps } from '../deps.ts';
import type { ClientInfo } from '../http/client-info.ts';
import { Refusal } from '../refusal.ts';
import { NOTICE_POLICIES } from './notice-policy.ts';
import { upsertPreference } from './notification-store.ts';

export type PreferenceChange = {
  readonly userId: string;
  readonly client: ClientInfo;
  readonly change: Readonly<Partial<Record<NoticeKind, boolean>>>;
};

/**
 * Switches kinds of notices on or off: all that are named, or none. Asking for one that is always sent is no fault.
 *
 * @throws Refusal `notice-not-switchable`, with each kind named that cannot be switched off
 */
export async function changePreferences(
  deps: Deps,
  { userId, client, change }: PreferenceChange,
): Promise<void> {
  const wanted = Object.entries(change) as [NoticeKind, boolean][];
  const isSwitchable = (kind: NoticeKind) => NOTICE_POLICIES[kind].isSwitchable;
  const refused = wanted.filter(([kind, isEnabled]) => !isSwitchable(kind) && !isEnabled);
  if (refused.length > 0) {
    const code = 'not-switchable';
    const errors = refused.map(([field]) => ({ field, code, detail: 'is always sent' }) as const);
    throw new Refusal('notice-not-switchable', { errors });
  }
  const switched = wanted.filter(([kind]) => isSwitchable(kind));
  if (switched.length === 0) return;
  await inTransaction(deps.db, async (trx) => {
    for (const [kind, isEnabled] of switched) await upsertPreference(trx, { userId, kind, isEnabled });
    const details = Object.fromEntries(switched);
    await insertAuditEvent(trx, { userId, type: 'notification-preferences-changed', client, details });
  });
}
