import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, TEST_PASSWORDS, testDatabase } from '@countersign/testing';
import pg from 'pg';
import t, { type Test } from 'tap';
import { createDatabase } from './database.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { assertSchemaIsCurrent } from './schema-version.ts';

const names = Object.keys(MIGRATIONS);

/** Takes everything out of a test database, as provisioning leaves it. */
async function emptyDatabase(t: Test) {
  const database = await testDatabase(t);
  for (const schema of ['countersign', 'bullmq']) {
    await database.query(`drop schema ${schema} cascade`);
    await database.query(`create schema ${schema} authorization countersign_migrate`);
  }
  return database;
}

t.test('the migration step makes everything, and done again changes nothing', async (t) => {
  const database = await emptyDatabase(t);
  const url = database.url('countersign_migrate');
  t.same(await migrate(url), names);
  const before = await fingerprint(database);
  t.same(await migrate(url), []);
  t.same(await fingerprint(database), before);
  await assertSchemaIsCurrent(database.connect('countersign_gateway'));
});

t.test('a database of another encoding than UTF8 is refused, and left as it is', async (t) => {
  const database = await testDatabase(t);
  const name = `${database.name}_ascii`;
  await database.query(
    `create database ${name} template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'`,
  );
  t.teardown(() => database.query(`drop database ${name} with (force)`));
  const url = new URL(database.url('admin'));
  url.pathname = `/${name}`;
  await t.rejects(migrate(url.href), { message: /encoding SQL_ASCII.*UTF8/ });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query(
    "select 1 from pg_namespace where nspname in ('countersign', 'bullmq')",
  );
  await client.end();
  t.same(rows, []);
});

t.test('run five times at once, every migration runs once and every step succeeds', async (t) => {
  const database = await emptyDatabase(t);
  const url = database.url('countersign_migrate');
  const results = await Promise.all(Array.from({ length: 5 }, () => migrate(url)));
  t.same(results.flat(), names);
  t.same(
    results.filter((done) => done.length === 0).length,
    4,
    'all but one found that there was nothing left to do',
  );
});

t.test('a service refuses to start on a database that was never migrated', async (t) => {
  const database = await emptyDatabase(t);
  for (const role of ['countersign_keys', 'countersign_gateway', 'countersign_mailer'] as const) {
    await t.rejects(assertSchemaIsCurrent(database.connect(role)), {
      message: /lacks migration 0001.*run the/,
    });
  }
});

t.test('a service refuses to start on an old schema, and starts on one that is ahead', async (t) => {
  const database = await testDatabase(t);
  const db = database.connect('countersign_keys');
  await database.query("insert into schema_migrations (name, timestamp) values ('9999-from-the-future', '')");
  await assertSchemaIsCurrent(db);
  await database.query('delete from schema_migrations where name = $1', [names.at(-1)]);
  await t.rejects(assertSchemaIsCurrent(db), { message: new RegExp(`lacks migration ${names.at(-1)}`) });
});

t.test('a service that cannot reach the database says so, and does not ask for a migration', async (t) => {
  const url = `postgres://countersign_keys@127.0.0.1:${await freePort()}/countersign`;
  const db = createDatabase({ url, poolSize: 1, applicationName: 'test', logger: { warn() {} } as never });
  t.teardown(() => db.destroy());
  await t.rejects(assertSchemaIsCurrent(db), { code: 'ECONNREFUSED' });
});

/** Runs an entry command and gives what a shell would see. */
function run(file: string, env: Record<string, string>) {
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const path = join(import.meta.dirname, file);
    execFile(process.execPath, [path], { env, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function passwordFile(t: Test, password: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'password');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return path;
}

function withoutPassword(url: string): string {
  const parsed = new URL(url);
  parsed.password = '';
  return parsed.href;
}

t.test('the migrate command says what it did, exits 0, and does nothing the second time', async (t) => {
  const database = await emptyDatabase(t);
  const env = {
    DATABASE_URL: withoutPassword(database.url('countersign_migrate')),
    DATABASE_PASSWORD_FILE: passwordFile(t, TEST_PASSWORDS.countersign_migrate),
  };
  t.same(await run('migrate-main.ts', env), {
    code: 0,
    stdout: `migrated: ${names.join(', ')}\n`,
    stderr: '',
  });
  t.same(await run('migrate-main.ts', env), {
    code: 0,
    stdout: 'the schema is current, nothing to do\n',
    stderr: '',
  });
});

t.test('the migrate command lists every fault of its configuration and exits 78', async (t) => {
  const { code, stdout, stderr } = await run('migrate-main.ts', {
    DATABASE_URL: 'postgres://countersign_migrate:hunter2@127.0.0.1/x',
    DATABASE_PASSWORD_FILE: '/nonexistent',
  });
  t.equal(code, 78);
  t.equal(stdout, '');
  t.match(stderr, /the migration step cannot start, its configuration has 2 fault\(s\)/);
  t.match(
    stderr,
    /DATABASE_URL holds a password: put it into a file and name that in DATABASE_PASSWORD_FILE/,
  );
  t.match(stderr, /DATABASE_PASSWORD_FILE points to \/nonexistent/);
  t.notMatch(stderr, /hunter2/);
});

t.test('the migrate command exits 1 with a wrong password or as a role that may not migrate', async (t) => {
  const database = await emptyDatabase(t);
  const wrong = await run('migrate-main.ts', {
    DATABASE_URL: withoutPassword(database.url('countersign_migrate')),
    DATABASE_PASSWORD_FILE: passwordFile(t, 'wrong-password'),
  });
  t.equal(wrong.code, 1);
  t.match(wrong.stderr, /password authentication failed/);
  t.notMatch(wrong.stderr, /wrong-password/);
  const service = await run('migrate-main.ts', {
    DATABASE_URL: withoutPassword(database.url('countersign_keys')),
    DATABASE_PASSWORD_FILE: passwordFile(t, TEST_PASSWORDS.countersign_keys),
  });
  t.equal(service.code, 1);
  t.match(service.stderr, /permission denied/);
});

/** Everything that a repeated step could change: tables, columns, privileges, default privileges. */
function fingerprint(database: { query(text: string): Promise<unknown[]> }) {
  return database.query(
    `select c.oid::regclass::text as name, c.relacl::text as acl,
       (select array_agg(a.attname || coalesce(a.attacl::text, '') order by a.attnum)::text
          from pg_attribute a where a.attrelid = c.oid and a.attnum > 0) as columns,
       (select array_agg(d.defaclacl::text order by d.oid)::text from pg_default_acl d) as defaults
     from pg_class c where c.relnamespace in ('countersign'::regnamespace, 'bullmq'::regnamespace) order by 1`,
  );
}
