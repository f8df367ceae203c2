import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { ROLE_TIMEOUTS, ROLES, type Role, SERVICE_ROLES } from './roles.ts';
import { scramVerifier } from './scram-verifier.ts';

export type RolePasswords = Readonly<Record<Role, string>>;

/** Two provisioning steps at once would trip over each other: any fixed number serves as the lock. */
const PROVISION_LOCK = 7_003_001;

/**
 * Creates (or brings up to date) the roles, their limits, the database and its schemas. Needs a superuser or a
 * role with CREATEROLE and CREATEDB; safe to repeat and to run twice at once.
 *
 * @param adminUrl URL of an existing database, with the administrator's credentials
 * @param database name of the database to make
 * @throws Error if a role of that name exists and can do more than its own work
 */
export async function provision(adminUrl: string, database: string, passwords: RolePasswords): Promise<void> {
  await withClient(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [PROVISION_LOCK]);
    for (const role of ROLES) await provisionRole(admin, role, passwords[role]);
    await assertRolesAreOrdinary(admin);
    await asOwner(admin, () => provisionDatabase(admin, database));
    const inside = new URL(adminUrl);
    inside.pathname = `/${encodeURIComponent(database)}`;
    await withClient(inside.href, (client) => asOwner(client, () => provisionSchemas(client)));
  });
}

async function provisionRole(admin: pg.Client, role: Role, password: string): Promise<void> {
  const { rowCount } = await admin.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await admin.query(`create role ${role} login noinherit`);
  // The verifier, not the password: a server that logs statements would log this one.
  const verifier = scramVerifier(password, randomBytes(16));
  await admin.query(`alter role ${role} with login noinherit password ${pg.escapeLiteral(verifier)}`);
  const { statement, lock, idleInTransaction } = ROLE_TIMEOUTS[role];
  await admin.query(`alter role ${role} set search_path = countersign`);
  await admin.query(`alter role ${role} set statement_timeout = '${statement}'`);
  await admin.query(`alter role ${role} set lock_timeout = '${lock}'`);
  await admin.query(`alter role ${role} set idle_in_transaction_session_timeout = '${idleInTransaction}'`);
}

/** A role that was there before may be more than it should be; what it can do besides is not ours to take away. */
async function assertRolesAreOrdinary(admin: pg.Client): Promise<void> {
  const { rows } = await admin.query<{ role: string; excess: string }>(
    `select rolname as role, concat_ws(', ',
       case when rolsuper then 'superuser' end, case when rolcreaterole then 'createrole' end,
       case when rolcreatedb then 'createdb' end, case when rolreplication then 'replication' end,
       case when rolbypassrls then 'bypassrls' end,
       (select string_agg('member of ' || g.rolname, ', ') from pg_auth_members m
          join pg_roles g on g.oid = m.roleid where m.member = r.oid)) as excess
     from pg_roles r where rolname = any ($1) order by rolname`,
    [ROLES],
  );
  const faults = rows.filter(({ excess }) => excess !== '').map(({ role, excess }) => `${role} is ${excess}`);
  if (faults.length > 0) throw new Error(`database roles can do more than they may: ${faults.join('; ')}`);
}

/** An administrator who is no superuser acts for `countersign_migrate` as a member, for as long as it takes. */
async function asOwner(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ rolsuper: boolean }>(
    'select rolsuper from pg_roles where rolname = current_user',
  );
  if (rows[0]?.rolsuper) return work();
  await client.query('grant countersign_migrate to current_user');
  try {
    await work();
  } finally {
    await client.query('revoke countersign_migrate from current_user');
  }
}

async function provisionDatabase(admin: pg.Client, database: string): Promise<void> {
  const name = pg.escapeIdentifier(database);
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [database]);
  if (rowCount === 0) await admin.query(`create database ${name} owner countersign_migrate`);
  await admin.query(`revoke all on database ${name} from public`);
  await admin.query(`grant connect on database ${name} to ${SERVICE_ROLES.join(', ')}`);
}

async function provisionSchemas(client: pg.Client): Promise<void> {
  await client.query('revoke all on schema public from public');
  await client.query('create schema if not exists countersign authorization countersign_migrate');
  await client.query('create schema if not exists bullmq authorization countersign_migrate');
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection lost between two statements reports here; the next statement fails by itself.
  client.on('error', () => {});
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
