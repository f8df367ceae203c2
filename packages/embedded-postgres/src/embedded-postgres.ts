import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Binaries, findBinaries } from './binaries.ts';
import { serverEnvironment } from './config.ts';
import { clusterDir, initialiseCluster } from './initialise-cluster.ts';
import { type ServerUser, serverUser } from './run-as.ts';
import { serverFolder } from './server-folder.ts';
import { stopLeftOver } from './stop-left-over.ts';

export type EmbeddedPostgresOptions = {
  /** Folder for the cluster; made and initialised when there is none in it. */
  readonly dataDir: string;
  readonly port: number;
  /** Password of the superuser `postgres`; must be the one that the cluster was made with. */
  readonly superuserPassword: string;
  /** Further server settings, for example `{max_connections: '200'}`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where the server writes its log (appended); `server.log` beside the cluster by default. */
  readonly logFile?: string;
  /** Called when the server ends without having been asked to. */
  readonly onExit?: (code: number | null) => void;
  /** Called with a line for people when something lies elsewhere than expected. */
  readonly onNotice?: (line: string) => void;
};

export type EmbeddedPostgres = {
  readonly url: string;
  readonly pid: number;
  /** Fast shutdown: connections are cut, everything committed is safe. Bounded: a server that does not stop is killed. */
  stop(): Promise<void>;
};

type Launch = {
  readonly binaries: Binaries;
  readonly user: ServerUser;
  readonly folder: string;
  readonly logFile: string;
  readonly options: EmbeddedPostgresOptions;
};

const START_TIMEOUT_MS = 30_000;
const STOP_TIMEOUTS = { fast: 20_000, immediate: 5_000 };

/** What a server says when processes of a killed predecessor are still about to end (PostgreSQL's `miscinit.c`, `pgshmem.c`). */
const PREDECESSOR_LIVES = /pre-existing shared memory block|lock file ".*" already exists/;
const PORT_TAKEN = /could not bind .*Address already in use|could not create any TCP\/IP sockets/;

/**
 * Starts a real PostgreSQL on the loopback interface, in a session of its own, so that a terminal's Ctrl-C
 * reaches the services first. A server left over by a crashed supervisor on the same folder is stopped before;
 * processes left over by a killed server are waited for.
 *
 * @throws Error with a message for people: port taken, wrong password, folder out of reach, …
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const onNotice = options.onNotice ?? (() => {});
  const user = serverUser();
  const binaries = await findBinaries(user, onNotice);
  const folder = serverFolder(options.dataDir, user, onNotice);
  await initialiseCluster(binaries, user, folder, options.superuserPassword);
  await stopLeftOver(folder);
  const logFile = options.logFile ?? join(folder, 'server.log');
  const { child, url } = await launch({ binaries, user, folder, logFile, options });
  let isStopping = false;
  const ended = exitOf(child);
  void ended.then((code) => isStopping || options.onExit?.(code));
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      isStopping = true;
      await stopServer(child, ended);
    },
  };
}

/** Starts the server and waits until it answers; tries again while what a killed predecessor left is in the way. */
async function launch(launching: Launch): Promise<{ child: ChildProcess; url: string }> {
  const { port, superuserPassword } = launching.options;
  const url = `postgres://postgres:${encodeURIComponent(superuserPassword)}@127.0.0.1:${port}/postgres`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const logStart = sizeOf(launching.logFile);
    const child = spawnServer(launching);
    const ended = exitOf(child);
    try {
      await waitUntilReady(url, child, deadline);
      return { child, url };
    } catch (error) {
      // A wrong password is often another server's answer: ours then says within a moment that the port is taken.
      if (isFinal(error)) await endsWithin(ended, 1_000);
      await stopServer(child, ended);
      const log = readFrom(launching.logFile, logStart);
      if (!PREDECESSOR_LIVES.test(log) || Date.now() > deadline) throw explain(error as Error, log, port);
      await delay(100);
    }
  }
}

function spawnServer({ binaries, user, folder, logFile, options }: Launch): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    // No socket: its path would be limited to 107 bytes and its folder would need guarding.
    unix_socket_directories: '',
    password_encryption: 'scram-sha-256',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    // To the file that standard error is, and never together with the statement, which may hold a password.
    logging_collector: 'off',
    log_min_error_statement: 'panic',
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  try {
    return spawn(binaries.postgres, ['-D', clusterDir(folder), ...flags], {
      ...user,
      cwd: folder,
      env: serverEnvironment(),
      detached: true,
      stdio: ['ignore', log, log],
    });
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(url: string, child: ChildProcess, deadline: number): Promise<void> {
  for (;;) {
    if (hasEnded(child)) throw new Error(`it ended with ${child.signalCode ?? `code ${child.exitCode}`}`);
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      // The port may be answered by another server with the same password, while ours is about to give up on it.
      if (!hasEnded(child)) return;
    } catch (error) {
      if (isFinal(error) || Date.now() > deadline) throw error;
    }
    await delay(50);
  }
}

/** True for an answer that waiting does not change (28P01 invalid_password, 28000 invalid_authorization_specification). */
const isFinal = (error: unknown): boolean =>
  ['28P01', '28000'].includes((error as { code?: string }).code ?? '');

function explain(error: Error, log: string, port: number): Error {
  if (PORT_TAKEN.test(log)) {
    return new Error(`PostgreSQL could not start: port ${port} of 127.0.0.1 is taken`, { cause: error });
  }
  const lastLines = log.trim().split('\n').slice(-5).join('\n');
  const reason = isFinal(error)
    ? 'the cluster was made with another superuser password, or another server answers on the port'
    : error.message;
  return new Error(`PostgreSQL could not start: ${reason}${lastLines === '' ? '' : `\n${lastLines}`}`, {
    cause: error,
  });
}

async function stopServer(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  for (const [signal, ms] of [
    ['SIGINT', STOP_TIMEOUTS.fast],
    ['SIGQUIT', STOP_TIMEOUTS.immediate],
  ] as const) {
    if (hasEnded(child)) return;
    child.kill(signal);
    if (await endsWithin(ended, ms)) return;
  }
  child.kill('SIGKILL');
  await ended;
}

async function endsWithin(ended: Promise<unknown>, ms: number): Promise<boolean> {
  const given = new AbortController();
  const late = delay(ms, false, { signal: given.signal }).catch(() => false);
  const isEnded = await Promise.race([ended.then(() => true), late]);
  given.abort();
  return isEnded;
}

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** Also settles for a program that could not be started at all. */
const exitOf = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (hasEnded(child)) resolve(child.exitCode);
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

function readFrom(path: string, start: number): string {
  return readFileSync(path).subarray(start).toString('utf8');
}
