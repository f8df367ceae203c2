import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_PASSWORDS, testDatabase } from '@countersign/testing';
import pg from 'pg';
import t, { type Test } from 'tap';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { provision } from './provision.ts';
import { ROLES } from './roles.ts';
import { scramVerifier } from './scram-verifier.ts';

// The roles are the cluster's and other tests use them at the same time: their passwords stay what they are.
const database = await testDatabase(t);
const adminUrl = database.url('admin');

function newName(t: Test): string {
  const name = `test_${randomBytes(8).toString('hex')}`;
  t.teardown(() => database.query(`drop database if exists ${name} with (force)`));
  return name;
}

function urlOf(name: string, user: string, password: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  url.username = user;
  url.password = password;
  return url.href;
}

async function queryAs<R extends pg.QueryResultRow>(url: string, statement: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<R>(statement)).rows;
  } finally {
    await client.end();
  }
}

t.test('provisioning may be repeated and run several times at once', async (t) => {
  const name = newName(t);
  await Promise.all(Array.from({ length: 3 }, () => provision(adminUrl, name, TEST_PASSWORDS)));
  await provision(adminUrl, name, TEST_PASSWORDS);
  for (const role of ROLES) {
    const rows = await queryAs(urlOf(name, role, TEST_PASSWORDS[role]), 'select current_user::text as role');
    t.same(rows, [{ role }]);
  }
});

/** Who could act as the owner; the right to make members (ADMIN OPTION) is the administrator's own affair. */
const MEMBERS = `select m.member::regrole::text from pg_auth_members m
  where m.roleid = 'countersign_migrate'::regrole and not m.admin_option`;

t.test(
  'an administrator without superuser can provision, and has no hold on the database after',
  async (t) => {
    const name = newName(t);
    const admin = `test_admin_${randomBytes(4).toString('hex')}`;
    await database.query(`create role ${admin} login createrole createdb password 'admin'`);
    t.teardown(async () => {
      await database.query(`drop owned by ${admin}`);
      await database.query(`drop role ${admin}`);
    });
    // From PostgreSQL 16 on, CREATEROLE reaches only the roles that it made itself or was given.
    for (const role of ROLES) await database.query(`grant ${role} to ${admin} with admin option`);
    await provision(urlOf('postgres', admin, 'admin'), name, TEST_PASSWORDS);
    const owner = urlOf(name, 'countersign_migrate', TEST_PASSWORDS.countersign_migrate);
    t.same(await migrate(owner), Object.keys(MIGRATIONS));
    t.same(await queryAs(owner, MEMBERS), []);
  },
);

t.test('a role that can do more than it may is refused', async (t) => {
  await database.query('grant pg_monitor to countersign_mailer');
  try {
    await t.rejects(provision(adminUrl, newName(t), TEST_PASSWORDS), {
      message: 'database roles can do more than they may: countersign_mailer is member of pg_monitor',
    });
  } finally {
    await database.query('revoke pg_monitor from countersign_mailer');
  }
});

t.test('the roles are ordinary and inherit nothing', async (t) => {
  const rows = await database.query(
    `select rolname from pg_roles where rolname = any ($1) and not rolinherit and rolcanlogin and not
       (rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) order by array_position($1, rolname::text)`,
    [ROLES],
  );
  t.same(
    rows.map(({ rolname }) => rolname),
    ROLES,
  );
});

t.test('a service role may connect to its database, and PUBLIC to none of ours', async (t) => {
  const name = newName(t);
  await provision(adminUrl, name, TEST_PASSWORDS);
  const stranger = `test_stranger_${randomBytes(4).toString('hex')}`;
  await database.query(`create role ${stranger} login password 'stranger'`);
  t.teardown(() => database.query(`drop role ${stranger}`));
  await t.rejects(queryAs(urlOf(name, stranger, 'stranger'), 'select 1'), { code: '42501' });
  await t.rejects(queryAs(urlOf(database.name, stranger, 'stranger'), 'select 1'), { code: '42501' });
  const keys = urlOf(name, 'countersign_keys', TEST_PASSWORDS.countersign_keys);
  await t.rejects(queryAs(keys, 'create temporary table x (a int)'), { code: '42501' });
});

t.test('KS-50: the server is told a verifier, never a password', async (t) => {
  const password = "it's % & a p@ss:word/";
  const role = `test_scram_${randomBytes(4).toString('hex')}`;
  const verifier = scramVerifier(password.replaceAll(' ', '_'), randomBytes(16));
  t.notOk(verifier.includes('p@ss'));
  await database.query(`create role ${role} login password ${pg.escapeLiteral(verifier)}`);
  await database.query(`grant connect on database ${database.name} to ${role}`);
  t.teardown(async () => {
    await database.query(`drop owned by ${role}`);
    await database.query(`drop role ${role}`);
  });
  const [stored] = await database.query<{ rolpassword: string }>(
    'select rolpassword from pg_authid where rolname = $1',
    [role],
  );
  t.equal(stored?.rolpassword, verifier, 'taken as it is, not hashed once more');
  const url = new URL(urlOf(database.name, role, ''));
  url.password = encodeURIComponent(password.replaceAll(' ', '_'));
  t.same(await queryAs(url.href, 'select 1 as one'), [{ one: 1 }]);
});

t.test('the SCRAM verifier is the one of RFC 7677 §3', async (t) => {
  // The exchange of the RFC: user "user", password "pencil", this salt and 4096 rounds.
  const salt = Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64');
  t.equal(
    scramVerifier('pencil', salt),
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$' +
      'WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  );
  for (const password of ['', 'with space', 'päss', 'line\nbreak']) {
    t.throws(() => scramVerifier(password, salt), /printable ASCII/);
  }
});

function run(env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const path = join(import.meta.dirname, 'provision-main.ts');
    execFile(process.execPath, [path], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

t.test('the provision command makes database and roles from password files and exits 0', async (t) => {
  const name = newName(t);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = (content: string) => {
    const path = join(folder, randomBytes(4).toString('hex'));
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const admin = new URL(adminUrl);
  const adminPassword = decodeURIComponent(admin.password);
  admin.password = '';
  const env = {
    DATABASE_ADMIN_URL: admin.href,
    ...(adminPassword === '' ? {} : { DATABASE_ADMIN_PASSWORD_FILE: file(adminPassword) }),
    DATABASE_NAME: name,
    ...Object.fromEntries(
      ROLES.map((role) => [`${role.toUpperCase()}_PASSWORD_FILE`, file(TEST_PASSWORDS[role])]),
    ),
  };
  t.same(await run(env), { code: 0, stdout: `database ${name} and its roles are ready\n`, stderr: '' });
  t.same(await queryAs(urlOf(name, 'countersign_keys', TEST_PASSWORDS.countersign_keys), 'select 1 as one'), [
    { one: 1 },
  ]);
});

t.test('the provision command lists every fault of its configuration and exits 78', async (t) => {
  const { code, stderr } = await run({ DATABASE_ADMIN_URL: 'postgres://127.0.0.1/postgres' });
  t.equal(code, 78);
  t.match(stderr, /DATABASE_ADMIN_URL must be a URL such as postgres:\/\/role@host/);
  for (const role of ROLES) t.match(stderr, `${role.toUpperCase()}_PASSWORD_FILE is missing`);
});
