import { PERMISSION_GROUPS, type Permission } from './catalogue.ts';

/** Body of `POST /v2/auth/r/permissions`: `[scope, read, write]` with 0 or 1, every scope of the wire. */
export function toWirePermissions(
  permissions: readonly Permission[],
): [scope: string, read: 0 | 1, write: 0 | 1][] {
  const granted = new Set<string>(permissions);
  return PERMISSION_GROUPS.map(({ scope }) => [
    scope,
    granted.has(`${scope}:read`) ? 1 : 0,
    granted.has(`${scope}:write`) ? 1 : 0,
  ]);
}
