import type { Permission } from '@countersign/permissions';

/**
 * What a client may send on channel 0 (`[0, type, null, …]`), each with the permission that it takes. A type that is
 * not here is refused, whatever the key may do.
 */
export const INPUT_PERMISSIONS: ReadonlyMap<string, Permission> = new Map([
  ['on', 'orders:write'],
  ['ou', 'orders:write'],
  ['oc', 'orders:write'],
  ['oc_multi', 'orders:write'],
  ['ox_multi', 'orders:write'],
  ['fon', 'funding:write'],
  ['foc', 'funding:write'],
]);

/** What `ox_multi` may hold: each operation is judged as if it had come alone. */
export const MULTI_OPERATIONS: ReadonlySet<string> = new Set(['on', 'ou', 'oc', 'oc_multi']);

/** What `calc` may ask for, by the first word of each request (`margin_sym_tBTCUSD`): as the REST routes that tell it. */
export const CALC_PERMISSIONS: ReadonlyMap<string, Permission> = new Map([
  ['balance', 'wallets:read'],
  ['wallet', 'wallets:read'],
  ['margin', 'positions:read'],
  ['position', 'positions:read'],
  ['funding', 'funding:read'],
]);

/** What of an auth event besides the credentials reaches the upstream; `any` is any valid key. */
export const AUTH_OPTION_PERMISSIONS = {
  // Cancels the account's orders when the socket closes: no key that cannot cancel one may arrange for it.
  dms: 'orders:write',
  filter: 'any',
  calc: 'any',
  subId: 'any',
} as const satisfies Record<string, Permission | 'any'>;

/**
 * What the upstream may tell a client on channel 0, each with the permission that it takes: that of the REST route
 * which tells the same. A type that is not here reaches nobody.
 */
export const EVENT_PERMISSIONS: ReadonlyMap<string, Permission | 'any'> = new Map([
  ['hb', 'any'],
  ...each('orders:read', ['os', 'on', 'ou', 'oc']),
  ...each('history:read', ['te', 'tu']),
  ...each('positions:read', ['ps', 'pn', 'pu', 'pc', 'miu']),
  ...each('wallets:read', ['ws', 'wu', 'bu']),
  ...each('funding:read', ['fos', 'fon', 'fou', 'foc', 'fcs', 'fcn', 'fcu', 'fcc']),
  ...each('funding:read', ['fls', 'fln', 'flu', 'flc', 'fte', 'ftu', 'fiu']),
]);

/** Notifications (`[0, "n", [mts, type, …]]`) by their own type: answers to inputs, and what happened to money. */
export const NOTIFICATION_PERMISSIONS: ReadonlyMap<string, Permission | 'any'> = new Map([
  ...each('orders:write', ['on-req', 'ou-req', 'oc-req', 'oc_multi-req', 'ox_multi-req']),
  ...each('funding:write', ['fon-req', 'foc-req']),
  ...each('wallets:read', ['deposit_new', 'deposit_complete', 'wallet_transfer']),
]);

function each<P extends Permission | 'any'>(permission: P, types: readonly string[]): [string, P][] {
  return types.map((type) => [type, permission]);
}

/** Every permission that an input takes; `null` if it is, or holds, something unlisted. */
export function inputPermissions(type: string, payload: unknown): readonly Permission[] | null {
  if (type === 'calc') return calcPermissions(payload);
  const permission = INPUT_PERMISSIONS.get(type);
  if (permission === undefined) return null;
  if (type !== 'ox_multi') return [permission];
  const operations = operationTypes(payload);
  if (operations === null) return null;
  return [permission, ...operations.flatMap((operation) => INPUT_PERMISSIONS.get(operation) ?? [])];
}

function operationTypes(payload: unknown): string[] | null {
  if (!Array.isArray(payload)) return null;
  const types = payload.map((operation: unknown) => (Array.isArray(operation) ? operation[0] : null));
  const areListed = types.every((type) => typeof type === 'string' && MULTI_OPERATIONS.has(type));
  return areListed ? (types as string[]) : null;
}

/** `[["margin_base"], ["balance"]]` */
function calcPermissions(payload: unknown): Permission[] | null {
  if (!Array.isArray(payload) || payload.length === 0) return null;
  const permissions: Permission[] = [];
  for (const request of payload) {
    const name: unknown = Array.isArray(request) ? request[0] : null;
    const word = typeof name === 'string' ? name.split('_', 1)[0] : undefined;
    const permission = word === undefined ? undefined : CALC_PERMISSIONS.get(word);
    if (permission === undefined) return null;
    permissions.push(permission);
  }
  return permissions;
}

/** The permission that a message of the upstream takes on its way to the client; `null` if it is unlisted. */
export function eventPermission(event: unknown): Permission | 'any' | null {
  if (!Array.isArray(event) || event[0] !== 0 || typeof event[1] !== 'string') return null;
  if (event[1] !== 'n') return EVENT_PERMISSIONS.get(event[1]) ?? null;
  const type: unknown = Array.isArray(event[2]) ? event[2][1] : null;
  return typeof type === 'string' ? (NOTIFICATION_PERMISSIONS.get(type) ?? null) : null;
}
