import type { Permission } from '@countersign/permissions';
import { coversAddresses, type IpAllowlist } from '../api-keys/ip-coverage.ts';
import type { KeySettings } from '../api-keys/key-settings.ts';

/** The one permission that also waits for a confirmation by mail: it moves funds out of the account. */
export const WITHDRAWAL: Permission = 'withdraw:write';

/**
 * What an edit does to a key: `nothing`; `neutral` changes what grants nothing, such as the label; `narrowing` only
 * takes away; `widening` lets the key do anything that it could not do before, whatever it takes away besides.
 */
export type EditKind = 'nothing' | 'neutral' | 'narrowing' | 'widening';

export type EditEffect = {
  readonly kind: EditKind;
  /** Names of the settings that are different afterwards. */
  readonly changed: readonly (keyof KeySettings)[];
  readonly addsWithdrawal: boolean;
};

/** What becomes of a key's settings. Pure: the same two always give the same. */
export function editEffect(before: KeySettings, after: KeySettings): EditEffect {
  const changed = SETTING_NAMES.filter((name) => !COMPARISONS[name].isSame(before, after));
  const mayWithdraw = ({ permissions }: KeySettings) => permissions.includes(WITHDRAWAL);
  return {
    kind: changed.length === 0 ? 'nothing' : kindOf(before, after),
    changed,
    addsWithdrawal: mayWithdraw(after) && !mayWithdraw(before),
  };
}

function kindOf(before: KeySettings, after: KeySettings): EditKind {
  if (SETTING_NAMES.some((name) => COMPARISONS[name].widens(before, after))) return 'widening';
  return SETTING_NAMES.some((name) => COMPARISONS[name].widens(after, before)) ? 'narrowing' : 'neutral';
}

type Comparison = {
  readonly isSame: (before: KeySettings, after: KeySettings) => boolean;
  readonly widens: (before: KeySettings, after: KeySettings) => boolean;
};

/** How to compare each setting: a new one does not compile without saying when it widens. */
const COMPARISONS: Record<keyof KeySettings, Comparison> = {
  label: { isSame: (before, after) => before.label === after.label, widens: () => false },
  permissions: {
    isSame: (before, after) => includesAll(before, after) && includesAll(after, before),
    widens: (before, after) => !includesAll(before, after),
  },
  ipAllowlist: {
    isSame: (before, after) => isSameList(before.ipAllowlist, after.ipAllowlist),
    widens: (before, after) => !coversAddresses(before.ipAllowlist, after.ipAllowlist),
  },
  expiresAt: {
    isSame: (before, after) => lastMoment(before) === lastMoment(after),
    widens: (before, after) => lastMoment(after) > lastMoment(before),
  },
};

const SETTING_NAMES = Object.keys(COMPARISONS) as (keyof KeySettings)[];

const includesAll = (outer: KeySettings, inner: KeySettings) =>
  inner.permissions.every((permission) => outer.permissions.includes(permission));

/** The same entries, in whatever order. */
const isSameList = (a: IpAllowlist, b: IpAllowlist) =>
  a === null || b === null ? a === b : a.length === b.length && a.every((entry) => b.includes(entry));

const lastMoment = ({ expiresAt }: KeySettings) => expiresAt?.getTime() ?? Number.POSITIVE_INFINITY;
