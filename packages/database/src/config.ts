import { ConfigReader, type Environment } from '@countersign/runtime';
import type { RolePasswords } from './provision.ts';
import { ROLES } from './roles.ts';

/** Settings of the migration step: `DATABASE_URL` as `countersign_migrate`, and its password in a file. */
export function readMigrateConfig(env: Environment) {
  const reader = new ConfigReader(env);
  return reader.finish('the migration step', {
    databaseUrl: reader.databaseUrl('DATABASE_URL'),
    databasePassword: reader.file('DATABASE_PASSWORD_FILE'),
  });
}

/**
 * Settings of the provisioning step: an administrator's `DATABASE_ADMIN_URL` (its password in
 * `DATABASE_ADMIN_PASSWORD_FILE`, if it needs one), the name of the database to make, and one password file a
 * role, for example `COUNTERSIGN_KEYS_PASSWORD_FILE`.
 */
export function readProvisionConfig(env: Environment) {
  const reader = new ConfigReader(env);
  const hasPassword = reader.optional('DATABASE_ADMIN_PASSWORD_FILE') !== null;
  return reader.finish('the provisioning step', {
    adminUrl: reader.databaseUrl('DATABASE_ADMIN_URL'),
    adminPassword: hasPassword ? reader.file('DATABASE_ADMIN_PASSWORD_FILE') : null,
    database: reader.text('DATABASE_NAME', 'countersign'),
    passwords: Object.fromEntries(
      ROLES.map((role) => [role, reader.file(`${role.toUpperCase()}_PASSWORD_FILE`)]),
    ) as RolePasswords,
  });
}
