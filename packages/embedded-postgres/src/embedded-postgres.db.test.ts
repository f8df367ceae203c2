import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '@countersign/testing';
import pg from 'pg';
import t, { type Test } from 'tap';
import {
  type EmbeddedPostgresOptions,
  pointedFolder,
  removeServerFolder,
  runningServerPid,
  startEmbeddedPostgres,
  stopLeftOver,
} from './index.ts';
import { clusterDir } from './initialise-cluster.ts';
import { commandOf, isAlive } from './process-command.ts';
import { existingFolder } from './server-folder.ts';

const isRoot = process.getuid?.() === 0;
const settings = { shared_buffers: '16MB', max_connections: '20' };

async function freshOptions(t: Test, mode = 0o711): Promise<EmbeddedPostgresOptions & { parent: string }> {
  const parent = mkdtempSync('/tmp/countersign-pg-');
  chmodSync(parent, mode);
  const dataDir = join(parent, 'postgres');
  t.teardown(async () => {
    await stopLeftOver(dataDir);
    removeServerFolder(dataDir);
    rmSync(parent, { recursive: true, force: true });
  });
  return {
    parent,
    dataDir,
    port: await freePort(),
    superuserPassword: randomBytes(12).toString('hex'),
    settings,
  };
}

async function query<R extends pg.QueryResultRow>(url: string, text: string): Promise<R[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
}

async function until(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 20_000; !(await isTrue()); await delay(20)) {
    if (Date.now() > deadline) throw new Error(`not within 20 s: ${what}`);
  }
}

t.test('data outlives a stop, and the password is asked for', async (t) => {
  const options = await freshOptions(t);
  const first = await startEmbeddedPostgres(options);
  await query(first.url, 'create table kept as select 42 as n');
  await first.stop();
  t.equal(await runningServerPid(options.dataDir), null);

  const second = await startEmbeddedPostgres(options);
  t.same(await query(second.url, 'select n from kept'), [{ n: 42 }]);
  const wrong = new URL(second.url);
  wrong.password = 'wrong';
  await t.rejects(query(wrong.href, 'select 1'), { code: '28P01' });
  await second.stop();

  await t.rejects(
    startEmbeddedPostgres({ ...options, superuserPassword: 'another' }),
    /made with another superuser password/,
  );
  t.equal(await runningServerPid(options.dataDir), null, 'and no server is left running');
});

t.test('a taken port is named, and no server is left running', async (t) => {
  const options = await freshOptions(t);
  const other = createServer().listen(options.port, '127.0.0.1');
  await once(other, 'listening');
  t.teardown(() => other.close());
  await t.rejects(startEmbeddedPostgres(options), new RegExp(`port ${options.port} of 127.0.0.1 is taken`));
  t.equal(await runningServerPid(options.dataDir), null);
});

t.test('F34: a server whose supervisor was killed is stopped by the next start, its data kept', async (t) => {
  const options = await freshOptions(t);
  const script = join(options.parent, 'supervisor.ts');
  const index = new URL('./index.ts', import.meta.url).href;
  writeFileSync(
    script,
    `const { startEmbeddedPostgres } = await import(${JSON.stringify(index)});
     const server = await startEmbeddedPostgres(${JSON.stringify(options)});
     process.stdout.write(String(server.pid));
     setInterval(() => {}, 1_000);`,
  );
  const supervisor = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [chunk] = (await once(supervisor.stdout, 'data')) as [Buffer];
  const orphan = Number(String(chunk));
  supervisor.kill('SIGKILL');
  await once(supervisor, 'exit');
  t.ok(isAlive(orphan), 'PostgreSQL survives its supervisor');
  t.equal(await runningServerPid(options.dataDir), orphan);

  const server = await startEmbeddedPostgres(options);
  t.not(server.pid, orphan);
  await until('the orphan is gone', async () => (await commandOf(orphan)) === null);
  t.same(await query(server.url, 'select 1 as n'), [{ n: 1 }]);
  await server.stop();
});

t.test('F34: a stale postmaster.pid whose number another program has now does no harm to that', async (t) => {
  const options = await freshOptions(t);
  await (await startEmbeddedPostgres(options)).stop();
  const dataDir = clusterDir(existingFolder(options.dataDir));
  const pidFile = join(dataDir, 'postmaster.pid');
  const bystander = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  t.teardown(() => bystander.kill('SIGKILL'));
  await once(bystander, 'spawn');
  await until('the bystander runs', async () => (await commandOf(bystander.pid ?? 0)) !== null);
  writeFileSync(pidFile, `${bystander.pid}\n${dataDir}\n1795000000\n${options.port}\n\n127.0.0.1\n`);

  t.equal(await runningServerPid(options.dataDir), null);
  const server = await startEmbeddedPostgres(options);
  t.ok(isAlive(bystander.pid ?? 0), 'the bystander lives');
  t.match(readFileSync(pidFile, 'utf8'), new RegExp(`^${server.pid}\n`));
  await server.stop();
});

t.test('after kill -9 of PostgreSQL the supervisor hears of it and can start it again at once', async (t) => {
  const options = await freshOptions(t);
  let heard = () => {};
  const exit = new Promise<void>((resolve) => {
    heard = resolve;
  });
  const first = await startEmbeddedPostgres({ ...options, onExit: () => heard() });
  await query(first.url, 'create table kept as select 42 as n');
  // A backend deep in work notices only later that its server is gone: until then it holds the shared memory.
  const busy = new pg.Client({ connectionString: first.url });
  busy.on('error', () => {});
  await busy.connect();
  const work = busy.query('select count(*) from generate_series(1, 20000000)').catch(() => {});
  process.kill(first.pid, 'SIGKILL');
  await exit;
  const second = await startEmbeddedPostgres(options);
  t.same(await query(second.url, 'select n from kept'), [{ n: 42 }]);
  await work;
  await busy.end().catch(() => {});
  await second.stop();
});

t.test('an initdb that was cut off is started over', async (t) => {
  const options = await freshOptions(t);
  mkdirSync(join(options.dataDir, 'data.new'), { recursive: true });
  writeFileSync(join(options.dataDir, 'data.new', 'PG_VERSION'), '18\n');
  const server = await startEmbeddedPostgres(options);
  t.same(await query(server.url, 'select 1 as n'), [{ n: 1 }]);
  t.notOk(existsSync(join(existingFolder(options.dataDir), 'initial-password')), 'no password file stays');
  await server.stop();
});

t.test('below a folder closed to user postgres, root falls back to /var/lib and says so once', async (t) => {
  const options = await freshOptions(t, 0o700);
  const notices: string[] = [];
  const start = () => startEmbeddedPostgres({ ...options, onNotice: (line) => notices.push(line) });
  const server = await start();
  await query(server.url, 'create table kept as select 42 as n');
  await server.stop();
  const moved = pointedFolder(options.dataDir);
  if (!isRoot) {
    t.same({ moved, notices }, { moved: null, notices: [] }, 'anybody but root has no need of that');
    return;
  }
  t.equal(dirname(moved ?? ''), '/var/lib/countersign');
  t.same(notices, [`PostgreSQL keeps its data in ${moved}: user postgres cannot reach ${options.dataDir}`]);

  const again = await start();
  t.same(await query(again.url, 'select n from kept'), [{ n: 42 }], 'the next start finds it there');
  await again.stop();
  t.equal(notices.length, 1);

  removeServerFolder(options.dataDir);
  t.notOk(existsSync(moved ?? ''), 'a reset removes it there');
});
