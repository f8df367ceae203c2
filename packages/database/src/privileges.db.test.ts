import { testDatabase } from '@countersign/testing';
import pg from 'pg';
import t from 'tap';
import { SERVICE_ROLES } from './roles.ts';

type ServiceRole = (typeof SERVICE_ROLES)[number];
/** What a role may do to a table; `update` lists columns. TRUNCATE is nobody's, so it is not a member. */
type Rights = { select?: true; insert?: true; update?: readonly string[]; delete?: true };

const READ: Rights = { select: true };
const APPEND: Rights = { select: true, insert: true };

/** The whole of what the services may do. A table that is not listed for a role is closed to it. */
const EXPECTED: Record<ServiceRole, Record<string, Rights>> = {
  countersign_keys: {
    users: {
      ...APPEND,
      update: [
        'email_verified_at',
        'password_hash',
        'is_security_key_only',
        'had_second_factor',
        'withdraw_held_until',
        'email',
        'closed_at',
        'decoy_password_hash',
        'decoy_expires_at',
      ],
    },
    outside_identities: { ...APPEND, update: ['last_used_at'], delete: true },
    outside_exchanges: { ...APPEND, delete: true },
    email_verifications: {
      ...APPEND,
      update: ['token_digest', 'browser_digest', 'expires_at'],
      delete: true,
    },
    password_resets: { ...APPEND, update: ['token_digest', 'expires_at'], delete: true },
    email_changes: {
      ...APPEND,
      update: ['new_email', 'token_digest', 'browser_digest', 'expires_at'],
      delete: true,
    },
    address_budgets: { ...APPEND, update: ['used'], delete: true },
    sessions: {
      ...APPEND,
      update: ['token_digest', 'assurance', 'last_seen_at', 'ended_at'],
      delete: true,
    },
    known_browsers: { ...APPEND, update: ['second_factor_at'], delete: true },
    totp_factors: { ...APPEND, update: ['activated_at', 'last_time_step'], delete: true },
    // A registered credential's own facts never change: only its counter, its label and where it lives.
    security_keys: {
      ...APPEND,
      update: ['label', 'signature_counter', 'is_backed_up', 'last_used_at'],
      delete: true,
    },
    webauthn_challenges: { ...APPEND, delete: true },
    recovery_codes: { ...APPEND, update: ['used_at'], delete: true },
    second_factor_attempts: { ...APPEND, update: ['attempts'], delete: true },
    // KS-39: label, permissions, IP rule and expiry of a key creation cannot be changed by anybody.
    key_creations: {
      ...APPEND,
      update: [
        'state',
        'session_id',
        'second_factor_attempts',
        'confirmation_token_digest',
        'confirmation_mails',
        'key_id',
        'reveal_until',
      ],
      delete: true,
    },
    api_keys: {
      ...APPEND,
      update: [
        'label',
        'permissions',
        'ip_allowlist',
        'expires_at',
        'version',
        'verifier_generation',
        'verifier_digest',
        'revoked_at',
        'revocation_reason',
      ],
    },
    // KS-39, for edits: what was approved cannot be changed by anybody.
    key_edits: { ...APPEND, update: ['state', 'confirmation_mails'], delete: true },
    key_records: {
      ...APPEND,
      update: ['record', 'signing_key_id', 'signature', 'kek_id', 'sealed_verifier'],
    },
    key_refusals: READ,
    // The nonce is the gateway's: whoever took over the key service could not make a request replayable.
    key_states: { ...APPEND, update: ['status', 'version'] },
    // KS-83: history is written once.
    audit_events: APPEND,
    audit_heads: { ...APPEND, update: ['sequence', 'digest', 'at', 'signing_key_id', 'signature'] },
    outbox_messages: {
      ...APPEND,
      update: ['state', 'due_at', 'claimed_until', 'dispatches'],
      delete: true,
    },
    revocation_links: { ...APPEND, update: ['redeemed_at'], delete: true },
    notice_counts: { ...APPEND, update: ['hour', 'notices'] },
    notification_preferences: { ...APPEND, update: ['is_enabled'] },
    sign_in_browsers: { ...APPEND, update: ['last_sign_in_at'], delete: true },
    idempotency_records: { ...APPEND, delete: true },
    schema_migrations: READ,
  },
  countersign_gateway: {
    key_records: READ,
    key_refusals: { ...APPEND, update: ['count', 'last_at', 'ip', 'path', 'nonce'] },
    key_states: { ...READ, update: ['last_nonce', 'last_used_at', 'last_used_ip'] },
    // What was issued is never changed: not what it may do, not for how long.
    scoped_tokens: { ...APPEND, delete: true },
    schema_migrations: READ,
  },
  countersign_mailer: {
    outbox_messages: {
      ...READ,
      update: ['state', 'due_at', 'claimed_until', 'attempts', 'sent_at', 'failure'],
    },
    schema_migrations: READ,
  },
};

/** The queue's own tables, whatever their names: BullMQ decides. */
const QUEUE_RIGHTS: Record<ServiceRole, boolean> = {
  countersign_keys: true,
  countersign_gateway: false,
  countersign_mailer: true,
};

const database = await testDatabase(t);
const columns = await database.query<{ schema: string; table: string; column: string }>(
  `select table_schema as schema, table_name as table, column_name as column
   from information_schema.columns where table_schema in ('countersign', 'bullmq') order by 1, 2, ordinal_position`,
);
const tables = [...new Set(columns.map(({ schema, table }) => `${schema}.${table}`))];
const columnsOf = (name: string) =>
  columns.filter(({ schema, table }) => `${schema}.${table}` === name).map(({ column }) => column);

type Outcome = 'allowed' | 'denied';

/** insufficient_privilege means denied; done, or stopped only by a constraint (class 23), means allowed. */
async function attempt(client: pg.Client, statement: string): Promise<Outcome> {
  try {
    await client.query(statement);
    return 'allowed';
  } catch (error) {
    const { code = '', message } = error as pg.DatabaseError;
    if (code === '42501') return 'denied';
    if (code.startsWith('23')) return 'allowed';
    throw new Error(`${statement}: ${code} ${message}`);
  }
}

/** Every statement there is for a table, with what makes it allowed. None of them would change a row. */
function statements(name: string, rights: Rights): { statement: string; allowed: boolean }[] {
  return [
    { statement: `select from ${name} limit 0`, allowed: rights.select === true },
    { statement: `insert into ${name} default values`, allowed: rights.insert === true },
    { statement: `delete from ${name} where false`, allowed: rights.delete === true },
    { statement: `truncate ${name} cascade`, allowed: false },
    ...columnsOf(name).map((column) => ({
      statement: `update ${name} set "${column}" = default where false`,
      allowed: rights.update?.includes(column) === true,
    })),
  ];
}

function rightsOf(role: ServiceRole, name: string): Rights {
  const [schema, table = ''] = name.split('.');
  if (schema === 'countersign') return EXPECTED[role][table] ?? {};
  return QUEUE_RIGHTS[role] ? { ...APPEND, update: columnsOf(name), delete: true } : {};
}

async function connectAs(role: ServiceRole): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: database.url(role) });
  await client.connect();
  t.teardown(() => client.end());
  return client;
}

const SCHEMAS = ['countersign', 'bullmq', 'public', 'pg_catalog'];
const FORBIDDEN = [
  ...SCHEMAS.flatMap((schema) => [
    `create table ${schema}.intruder (a int)`,
    `create view ${schema}.intruder as select 1`,
    `create function ${schema}.intruder() returns int language sql as 'select 1'`,
    `create type ${schema}.intruder as enum ('a')`,
    `create sequence ${schema}.intruder`,
    `drop schema ${schema} cascade`,
  ]),
  'create schema intruder',
  'create temporary table intruder (a int)',
  'create table intruder (a int)',
  'create role intruder',
  'create database intruder',
  'create publication intruder for all tables',
  'create index on countersign.users (email)',
  'create trigger intruder before insert on countersign.users execute function suppress_redundant_updates_trigger()',
  'alter table countersign.audit_events disable trigger all',
  'alter table countersign.users owner to current_user',
  'drop table countersign.audit_events',
  'comment on table countersign.users is $$mine$$',
  'set role countersign_migrate',
  'set session authorization countersign_migrate',
  'alter role countersign_migrate password $$mine$$',
  'alter role current_user superuser',
  'alter role current_user noinherit createdb',
  'grant countersign_migrate to current_user',
  'alter system set fsync = off',
  "copy countersign.schema_migrations to '/tmp/countersign-intruder'",
  "copy countersign.schema_migrations to program 'true'",
  "select pg_read_file('/etc/passwd')",
  "select lo_import('/etc/passwd')",
  'select pg_reload_conf()',
  'checkpoint',
];

t.test('the matrix names tables and columns that exist', async (t) => {
  for (const [role, ofRole] of Object.entries(EXPECTED)) {
    for (const [table, { update = [] }] of Object.entries(ofRole)) {
      const known = columnsOf(`countersign.${table}`);
      t.ok(known.length > 0, `${role}: ${table}`);
      t.same(
        update.filter((column) => !known.includes(column)),
        [],
      );
    }
  }
  t.ok(tables.length > 20, 'both schemas were found');
});

for (const role of SERVICE_ROLES) {
  t.test(`${role} can do what the matrix says to every table and column, and nothing else`, async (t) => {
    const client = await connectAs(role);
    const different: string[] = [];
    let tried = 0;
    for (const name of tables) {
      for (const { statement, allowed } of statements(name, rightsOf(role, name))) {
        // One transaction each: an allowed insert that no constraint stops must not stay.
        await client.query('begin');
        const outcome = await attempt(client, statement);
        await client.query('rollback');
        if (outcome !== (allowed ? 'allowed' : 'denied')) different.push(`${outcome}: ${statement}`);
        tried++;
      }
    }
    t.same(different, []);
    t.ok(tried > 200, `${tried} statements tried`);
  });

  t.test(`${role} can make, change or drop nothing, in any schema`, async (t) => {
    const client = await connectAs(role);
    const allowed: string[] = [];
    for (const statement of FORBIDDEN) {
      if ((await attempt(client, statement)) === 'allowed') allowed.push(statement);
    }
    t.same(allowed, []);
  });
}

t.test('whoever is nobody here has no privilege: PUBLIC may not even connect', async (t) => {
  const [acl] = await database.query<{ connect: boolean; temporary: boolean; create: boolean }>(
    `select has_database_privilege('public', current_database(), 'connect') as connect,
            has_database_privilege('public', current_database(), 'temporary') as temporary,
            has_database_privilege('public', current_database(), 'create') as create`,
  );
  t.same(acl, { connect: false, temporary: false, create: false });
  const granted = await database.query(
    `select c.oid::regclass as object, a.privilege_type from pg_class c, aclexplode(c.relacl) a
     where a.grantee = 0 and c.relnamespace in ('countersign'::regnamespace, 'bullmq'::regnamespace)`,
  );
  t.same(granted, []);
  const schemas = await database.query(
    `select n.nspname, a.privilege_type from pg_namespace n, aclexplode(n.nspacl) a
     where a.grantee = 0 and n.nspname in ('countersign', 'bullmq', 'public')`,
  );
  t.same(schemas, []);
});

t.test('GRANT by a service opens nothing to others', async (t) => {
  const client = await connectAs('countersign_keys');
  // PostgreSQL answers with a warning, not an error, when there is nothing the role could pass on.
  await client.query('grant select on countersign.users to countersign_mailer').catch(() => {});
  const [row] = await database.query<{ may: boolean }>(
    "select has_table_privilege('countersign_mailer', 'countersign.users', 'select') as may",
  );
  t.same(row, { may: false });
});

t.test('everything in both schemas belongs to countersign_migrate', async (t) => {
  const foreign = await database.query(
    `select c.relname, c.relowner::regrole::text as owner from pg_class c
     where c.relnamespace in ('countersign'::regnamespace, 'bullmq'::regnamespace)
       and c.relowner <> 'countersign_migrate'::regrole`,
  );
  t.same(foreign, []);
});
