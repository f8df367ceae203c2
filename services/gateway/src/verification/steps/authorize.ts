import type { ApiKey } from '../../api-key-lookup/api-key.ts';
import type { Rejection } from '../../rejection.ts';
import type { Route } from '../../routing/route-table.ts';

/** Comes after the nonce: a refused request must not become good again when the permission is granted later. */
export function authorize(key: ApiKey, route: Route | null): Rejection | null {
  if (route === null) return 'route-unlisted';
  const allowed = route.permission === 'any' || key.permissions.includes(route.permission);
  return allowed ? null : 'permission-missing';
}
