export { databaseTime } from './clock.ts';
export {
  createDatabase,
  createPool,
  type Database,
  type DatabaseOptions,
  type DatabaseTransaction,
  withPassword,
} from './database.ts';
export { ROLES, type Role, SERVICE_ROLES } from './roles.ts';
export type * from './schema.ts';
export { assertSchemaIsCurrent } from './schema-version.ts';
export { beforeCommit, inTransaction, isRetryable } from './transaction.ts';
