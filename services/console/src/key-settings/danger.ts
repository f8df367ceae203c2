import type { Expiry } from './expiry.ts';
import type { IpRule } from './ip-rule.ts';
import { accessOf, type Permission, WITHDRAWAL } from './permission.ts';

/** What makes a choice dangerous, the gravest first. */
export type Danger = 'withdrawal-from-anywhere' | 'withdrawal' | 'writes-from-anywhere' | 'never-expires';

type Choice = {
  readonly permissions: readonly Permission[];
  readonly ipRule: IpRule;
  readonly expiry: Expiry;
};

export function dangersOf({ permissions, ipRule, expiry }: Choice): Danger[] {
  const isWithdrawal = permissions.includes(WITHDRAWAL);
  const writes = permissions.some((permission) => accessOf(permission) === 'write');
  const dangers: readonly (readonly [Danger, boolean])[] = [
    ['withdrawal-from-anywhere', isWithdrawal && ipRule.isAny],
    ['withdrawal', isWithdrawal && !ipRule.isAny],
    ['writes-from-anywhere', writes && !isWithdrawal && ipRule.isAny],
    ['never-expires', isWithdrawal && expiry.choice === 'never'],
  ];
  return dangers.flatMap(([danger, isThere]) => (isThere ? [danger] : []));
}
