import { type Permission, toWirePermissions } from '@countersign/permissions';

/** Body of `POST /v2/auth/r/permissions`, which the gateway answers itself: it alone knows. */
export function permissionsAnswer(permissions: readonly Permission[]): Buffer {
  return Buffer.from(JSON.stringify(toWirePermissions(permissions)));
}
