import { PERMISSIONS, type Permission, type Scope } from '@countersign/permissions';

/**
 * What each letter of the wire stands for. It has none for history and for positions: they come along with the
 * account's and the orders' letter, or no token could ever read them.
 */
export const SCOPES_BY_CAP = {
  a: ['account', 'history'],
  o: ['orders', 'positions'],
  f: ['funding'],
  s: ['settings'],
  w: ['wallets'],
  wd: ['withdraw'],
  bp: ['bfxpay'],
} as const satisfies Record<string, readonly Scope[]>;

export type Cap = keyof typeof SCOPES_BY_CAP;

export function isCap(text: unknown): text is Cap {
  return typeof text === 'string' && Object.hasOwn(SCOPES_BY_CAP, text);
}

/** What a token may do that names nothing: everything but to withdraw, which must be asked for by its letter. */
export const DEFAULT_CAPS: readonly Cap[] = ['a', 'o', 'f', 's', 'w', 'bp'];

/** What a token may do, in catalogue order: what was asked for, as far as the key itself may do it. */
export function tokenPermissions(
  ofKey: readonly Permission[],
  { caps, mayWrite }: { readonly caps: readonly Cap[]; readonly mayWrite: boolean },
): Permission[] {
  const scopes = new Set<string>(caps.flatMap((cap) => SCOPES_BY_CAP[cap]));
  return PERMISSIONS.filter((permission) => {
    const [scope = '', access] = permission.split(':');
    return scopes.has(scope) && (mayWrite || access === 'read') && ofKey.includes(permission);
  });
}
