export { toWirePermissions } from './bitfinex-wire.ts';
export {
  type Access,
  canonicalPermissions,
  DEFAULT_PERMISSIONS,
  describePermission,
  isPermission,
  PERMISSION_GROUPS,
  PERMISSIONS,
  type Permission,
  type PermissionGroup,
  type Scope,
} from './catalogue.ts';
