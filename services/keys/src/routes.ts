import { apiKeyRoutes } from './api-keys/api-keys.routes.ts';
import { auditRoutes } from './audit/audit.routes.ts';
import type { Deps } from './deps.ts';
import type { Route } from './http/routes.ts';
import { keyCreationRoutes } from './key-creation/key-creation.routes.ts';
import { keyEditRoutes } from './key-edits/key-edits.routes.ts';
import { keyRefusalRoutes } from './key-refusals/key-refusals.routes.ts';
import { notificationRoutes } from './notifications/notifications.routes.ts';
import { outsideIdentityRoutes } from './outside-identities/outside-identities.routes.ts';
import { outsideSignInRoutes } from './outside-identities/outside-sign-in.routes.ts';
import { permissionRoutes } from './permissions/permissions.routes.ts';
import { secondFactorRoutes } from './second-factors/second-factors.routes.ts';
import { sessionRoutes } from './sessions/sessions.routes.ts';
import { userRoutes } from './users/users.routes.ts';

/** Every operation of the API, by feature. openapi.yaml is written from this list. */
export function routes(deps: Deps): readonly Route[] {
  return [
    ...userRoutes(deps),
    ...sessionRoutes(deps),
    ...outsideSignInRoutes(deps),
    ...outsideIdentityRoutes(deps),
    ...secondFactorRoutes(deps),
    ...permissionRoutes(),
    ...keyCreationRoutes(deps),
    ...apiKeyRoutes(deps),
    ...keyEditRoutes(deps),
    ...keyRefusalRoutes(deps),
    ...notificationRoutes(deps),
    ...auditRoutes(deps),
  ];
}
