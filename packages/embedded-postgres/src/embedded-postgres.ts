import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { type ServerUser, serverUser } from './run-as.ts';

const run = promisify(execFile);

export type EmbeddedPostgresOptions = {
  /** Folder of the cluster; made and initialised when it is empty. */
  readonly dataDir: string;
  readonly port: number;
  /** Password of the superuser `postgres`; only used when the cluster is made. */
  readonly superuserPassword: string;
  /** Further server settings, for example `{max_connections: '200'}`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Called when the server ends without having been asked to. */
  readonly onExit?: (code: number | null) => void;
};

export type EmbeddedPostgres = {
  readonly url: string;
  readonly pid: number;
  /** Fast shutdown: connections are cut, everything committed is safe. */
  stop(): Promise<void>;
};

/**
 * Starts a real PostgreSQL on the loopback interface, in a session of its own, so that a terminal's Ctrl-C
 * reaches the services first. A server left over by a crashed supervisor on the same folder is stopped before.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const binaries = await findBinaries();
  const user = serverUser();
  await initialise(binaries, user, options);
  await stopLeftOver(binaries, user, options.dataDir);
  const child = spawnServer(binaries, user, options);
  let isStopping = false;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = `postgres://postgres:${encodeURIComponent(options.superuserPassword)}@127.0.0.1:${options.port}/postgres`;
  await waitUntilReady(url, child);
  void ended.then((code) => isStopping || options.onExit?.(code));
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      isStopping = true;
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGINT');
      await ended;
    },
  };
}

async function initialise(
  binaries: Binaries,
  user: ServerUser,
  options: EmbeddedPostgresOptions,
): Promise<void> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  if (user !== null) chownSync(options.dataDir, user.uid, user.gid);
  if (existsSync(join(options.dataDir, 'PG_VERSION'))) return;
  const passwordDir = mkdtempSync(join(tmpdir(), 'countersign-initdb-'));
  const passwordFile = join(passwordDir, 'password');
  writeFileSync(passwordFile, options.superuserPassword, { mode: 0o600 });
  if (user !== null) for (const path of [passwordDir, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await run(
      binaries.initdb,
      [
        '-D',
        options.dataDir,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        '--pwfile',
        passwordFile,
        '-E',
        'UTF8',
        '--no-locale',
      ],
      { ...user, cwd: tmpdir() },
    );
  } finally {
    rmSync(passwordDir, { recursive: true });
  }
}

/** A server that outlived its supervisor still holds the folder: `postmaster.pid` is only ever removed by PostgreSQL itself. */
async function stopLeftOver(binaries: Binaries, user: ServerUser, dataDir: string): Promise<void> {
  if (!existsSync(join(dataDir, 'postmaster.pid'))) return;
  const status = await run(binaries.pg_ctl, ['status', '-D', dataDir], { ...user, cwd: tmpdir() }).then(
    () => 'running',
    () => 'not running',
  );
  if (status === 'running') {
    await run(binaries.pg_ctl, ['stop', '-D', dataDir, '-m', 'fast', '-w', '-t', '30'], {
      ...user,
      cwd: tmpdir(),
    });
  }
}

function spawnServer(binaries: Binaries, user: ServerUser, options: EmbeddedPostgresOptions): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    // No socket: its path would be limited to 107 bytes and its folder would need guarding.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    logging_collector: 'on',
    log_directory: 'log',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    ...options.settings,
  };
  return spawn(
    binaries.postgres,
    [
      '-D',
      options.dataDir,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...user, cwd: tmpdir(), detached: true, stdio: 'ignore' },
  );
}

async function waitUntilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    if (child.exitCode !== null)
      throw new Error(`PostgreSQL ended with code ${child.exitCode} while starting`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error(`PostgreSQL did not start: ${(error as Error).message}`);
      await delay(50);
    }
  }
}

/** Process id in `postmaster.pid`, or `null`. */
export function runningServerPid(dataDir: string): number | null {
  try {
    return Number(readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}
