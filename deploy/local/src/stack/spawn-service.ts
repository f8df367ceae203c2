import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { lastLines, openLog, sizeOf } from './open-log.ts';
import type { ServiceSpec } from './service-specs.ts';
import type { Running, Unit } from './supervise.ts';

const READY_TIMEOUT_MS = 30_000;
/** Longer than what the services allow themselves. */
const STOP_TIMEOUT_MS = 25_000;

type SpawnOptions = {
  readonly cwd: string;
  readonly logFile: string;
  /** Called with the process ID as soon as there is one. */
  onSpawn(pid: number): void;
};

/**
 * A service as a process of its own, in a session of its own: a terminal's Ctrl-C reaches only the supervisor,
 * which then ends the services in the right order. The IPC channel tells the supervisor that a service is ready,
 * and tells the service that the supervisor is gone.
 */
export function serviceUnit(spec: ServiceSpec, options: SpawnOptions): Unit {
  return { name: spec.name, start: (signal) => start(spec, options, signal) };
}

async function start(
  { entry, environment }: ServiceSpec,
  { cwd, logFile, onSpawn }: SpawnOptions,
  signal: AbortSignal,
): Promise<Running> {
  signal.throwIfAborted();
  // The service writes its log itself: nothing is lost, and nothing breaks, when the supervisor is killed.
  const log = openLog(logFile);
  const logStart = sizeOf(logFile);
  const child = spawn(process.execPath, [entry], {
    cwd,
    env: { ...environment },
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
    windowsHide: true,
  });
  closeSync(log);
  if (child.pid !== undefined) onSpawn(child.pid);
  const ended = endOf(child);
  const running: Running = {
    pid: child.pid ?? 0,
    ended,
    stop: () => stop(child, ended),
    kill: () => void child.kill('SIGKILL'),
  };
  const settled = new AbortController();
  const problem = await Promise.race([
    readyOf(child),
    ended.then((how) => `it ended (${how})`),
    timeout(READY_TIMEOUT_MS, settled.signal).then(
      () => `it was not ready within ${READY_TIMEOUT_MS / 1_000} s`,
    ),
    abortOf(signal, settled.signal).then(() => 'it is to stop'),
  ]);
  settled.abort();
  if (problem === null) return running;
  await running.stop();
  throw new Error([problem, ...lastLines(logFile, logStart, 12).map((line) => `    ${line}`)].join('\n'));
}

const readyOf = (child: ChildProcess): Promise<null> =>
  new Promise((resolve) => {
    child.on('message', (message) => {
      if ((message as { type?: unknown } | null)?.type === 'ready') resolve(null);
    });
  });

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });

const abortOf = (signal: AbortSignal, unless: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true, signal: unless }));

async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(late);
}

/** Settles after the time; never if `unless` comes first. */
const timeout = (ms: number, unless: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    unless.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
