import type { Deps } from '../deps.ts';
import { NOTICE_POLICIES } from './notice-policy.ts';
import { listPreferences } from './notification-store.ts';
import { NOTICE_KINDS } from './notifications.schemas.ts';

/** Every kind of notice, with what holds for this user. */
export async function describePreferences({ db }: Deps, userId: string) {
  const chosen = await listPreferences(db, userId);
  return {
    notifications: NOTICE_KINDS.map((kind) => {
      const { description, isSwitchable, isEnabledByDefault } = NOTICE_POLICIES[kind];
      const enabled = isSwitchable ? (chosen.get(kind) ?? isEnabledByDefault) : true;
      return { kind, description, enabled, switchable: isSwitchable };
    }),
  };
}
