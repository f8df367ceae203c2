import pg from 'pg';
import { ROLE_TIMEOUTS, ROLES, type Role, SERVICE_ROLES } from './roles.ts';

export type RolePasswords = Readonly<Record<Role, string>>;

/**
 * Creates (or brings up to date) the roles, their limits, the database and its schemas. Needs a superuser or a
 * role with CREATEROLE and CREATEDB; safe to repeat.
 *
 * @param adminUrl URL of an existing database, with the administrator's credentials
 * @param database name of the database to make
 */
export async function provision(adminUrl: string, database: string, passwords: RolePasswords): Promise<void> {
  const admin = await connect(adminUrl);
  try {
    for (const role of ROLES) await provisionRole(admin, role, passwords[role]);
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) {
      await admin.query(`create database ${pg.escapeIdentifier(database)} owner countersign_migrate`);
    }
    await admin.query(`revoke all on database ${pg.escapeIdentifier(database)} from public`);
    await admin.query(
      `grant connect on database ${pg.escapeIdentifier(database)} to ${SERVICE_ROLES.join(', ')}`,
    );
  } finally {
    await admin.end();
  }
  const inside = new URL(adminUrl);
  inside.pathname = `/${database}`;
  const client = await connect(inside.href);
  try {
    await client.query('revoke all on schema public from public');
    await client.query('create schema if not exists countersign authorization countersign_migrate');
    await client.query('create schema if not exists bullmq authorization countersign_migrate');
  } finally {
    await client.end();
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  return client;
}

async function provisionRole(admin: pg.Client, role: Role, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`create role ${role} login noinherit`);
  await admin.query(`alter role ${role} with login password ${pg.escapeLiteral(password)}`);
  const { statement, lock, idleInTransaction } = ROLE_TIMEOUTS[role];
  await admin.query(`alter role ${role} set search_path = countersign`);
  await admin.query(`alter role ${role} set statement_timeout = '${statement}'`);
  await admin.query(`alter role ${role} set lock_timeout = '${lock}'`);
  await admin.query(`alter role ${role} set idle_in_transaction_session_timeout = '${idleInTransaction}'`);
}
