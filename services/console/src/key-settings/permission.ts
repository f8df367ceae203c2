import type { components } from '@countersign/client';

type Schemas = components['schemas'];

export type Permission = Schemas['Permission'];
export type PermissionGroup = Schemas['PermissionGroup'];
export type PermissionCatalogue = Schemas['PermissionCatalogue'];
export type Access = 'read' | 'write';
export type Scope = Permission extends `${infer S}:${Access}` ? S : never;

/** The permission that moves funds off the platform; everything about it is said louder. */
export const WITHDRAWAL: Permission = 'withdraw:write';

export const scopeOf = (permission: Permission): Scope => permission.split(':')[0] as Scope;
export const accessOf = (permission: Permission): Access => permission.split(':')[1] as Access;

/** What one group is allowed: `{ scope: 'orders', accesses: ['read', 'write'] }`. */
export type GroupAccess = { readonly scope: Scope; readonly accesses: readonly Access[] };

/** Permissions by their group, in the order in which they come. */
export function groupPermissions(permissions: readonly Permission[]): GroupAccess[] {
  const groups = Map.groupBy(permissions, scopeOf);
  return [...groups].map(([scope, ofScope]) => ({ scope, accesses: ofScope.map(accessOf) }));
}

/** The set with one switch turned, in the order of the catalogue. */
export function switchPermission(
  { groups }: Pick<PermissionCatalogue, 'groups'>,
  chosen: readonly Permission[],
  { permission, isOn }: { readonly permission: Permission; readonly isOn: boolean },
): Permission[] {
  const order = groups.flatMap(({ read, write }) =>
    [read, write].flatMap((offered) => (offered === null ? [] : [offered.permission])),
  );
  return order.filter((offered) => (offered === permission ? isOn : chosen.includes(offered)));
}
