import type { ApiKey } from '../api-keys/api-key.ts';
import { type Expiry, expiresAtOf, expiryOf } from '../key-settings/expiry.ts';
import { allowlistOf, type IpRule, ipRuleOf } from '../key-settings/ip-rule.ts';
import { type Permission, WITHDRAWAL } from '../key-settings/permission.ts';

/** Everything about a key that can be edited. */
export type KeySettings = Pick<ApiKey, 'label' | 'permissions' | 'ipAllowlist' | 'expiresAt'>;

/** What an edit sends: the settings that change, and no others. */
export type KeyChange = Partial<KeySettings>;

/** Settings as a person is changing them. */
export type SettingsDraft = {
  readonly label: string;
  readonly permissions: readonly Permission[];
  readonly ipRule: IpRule;
  readonly expiry: Expiry;
};

export const draftOf = ({ label, permissions, ipAllowlist, expiresAt }: KeySettings): SettingsDraft => ({
  label: label ?? '',
  permissions,
  ipRule: ipRuleOf(ipAllowlist),
  expiry: expiryOf(expiresAt),
});

/** What of the draft differs from the settings that it began with. */
export function changeOf(before: KeySettings, draft: SettingsDraft, now: Date): KeyChange {
  const label = draft.label.trim() === '' ? null : draft.label.trim();
  const ipAllowlist = allowlistOf(draft.ipRule);
  // Compared as chosen: the field shows no seconds, so the instant would differ from an untouched one.
  const { expiry: kept } = draftOf(before);
  const isExpiryKept = kept.choice === draft.expiry.choice && kept.date === draft.expiry.date;
  return {
    ...(label !== before.label && { label }),
    ...(!isSameSet(draft.permissions, before.permissions) && { permissions: [...draft.permissions] }),
    ...(!isSameSet(ipAllowlist, before.ipAllowlist) && { ipAllowlist }),
    ...(!isExpiryKept && { expiresAt: expiresAtOf(draft.expiry, now) }),
  };
}

export const isEmpty = (change: KeyChange): boolean => Object.keys(change).length === 0;

export const addsWithdrawal = (before: KeySettings, { permissions = [] }: KeyChange): boolean =>
  permissions.includes(WITHDRAWAL) && !before.permissions.includes(WITHDRAWAL);

type List = readonly string[] | null;

function isSameSet(one: List, other: List): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && new Set([...one, ...other]).size === one.length;
}

/** Whether the key is as the change wanted it: so it is when the answer to the edit got lost. */
export function isMade(change: KeyChange, key: KeySettings): boolean {
  return isEmpty(changeBetween(key, { ...key, ...change }));
}

/** The settings of `after` that are not those of `before`. */
export function changeBetween(before: KeySettings, after: KeySettings): KeyChange {
  const { label, permissions, ipAllowlist, expiresAt } = after;
  return {
    ...(label !== before.label && { label }),
    ...(!isSameSet(permissions, before.permissions) && { permissions }),
    ...(!isSameSet(ipAllowlist, before.ipAllowlist) && { ipAllowlist }),
    ...(expiresAt !== before.expiresAt && { expiresAt }),
  };
}

export type SetDifference<T> = { readonly added: readonly T[]; readonly removed: readonly T[] };

export const compareSets = <T>(before: readonly T[], after: readonly T[]): SetDifference<T> => ({
  added: after.filter((one) => !before.includes(one)),
  removed: before.filter((one) => !after.includes(one)),
});
