import type { Deps } from './deps.ts';
import type { Route } from './http/routes.ts';
import { secondFactorRoutes } from './second-factors/second-factors.routes.ts';
import { sessionRoutes } from './sessions/sessions.routes.ts';
import { userRoutes } from './users/users.routes.ts';

/** Every operation of the API, by feature. openapi.yaml is written from this list. */
export function routes(deps: Deps): readonly Route[] {
  return [...userRoutes(deps), ...sessionRoutes(deps), ...secondFactorRoutes(deps)];
}
