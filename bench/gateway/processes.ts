import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { cpuMs } from '../process-cpu.ts';

/** What is measured runs alone on this core; the load, the backend and the databases share the other. */
export const SERVING_CORE = '0';
const OTHER_CORE = '1';

export type Memory = { readonly heapBytes: number; readonly rssBytes: number };

export type Running = {
  readonly pids: () => readonly number[];
  /** Of the process itself, after a collection; only if it was started so that it can say. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
};

/** For Node: has a process answer how much memory it uses. */
export const TELLS_MEMORY = [
  '--expose-gc',
  `--import=${join(import.meta.dirname, '..', '..', 'tests', 'inputs', 'report-memory.ts')}`,
];

const READY_WITHIN_MS = 20_000;
const MEMORY_WITHIN_MS = 30_000;

/** Moves this process, and with it everything it starts, off the serving core. */
export function leaveServingCore(): void {
  execFileSync('taskset', ['-a', '-cp', OTHER_CORE, String(process.pid)], { stdio: 'ignore' });
}

/** Starts a program and waits until it listens. Its children count as it. */
export async function start(
  command: readonly string[],
  options: {
    readonly port: number;
    readonly isMeasured?: boolean;
    readonly tellsMemory?: boolean;
    readonly env?: Record<string, string>;
  },
): Promise<Running> {
  const { port, isMeasured = false, tellsMemory = false, env = {} } = options;
  const argv = isMeasured ? ['taskset', '-c', SERVING_CORE, ...command] : [...command];
  const child = spawn(argv[0] as string, argv.slice(1), {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...(tellsMemory ? (['ipc'] as const) : [])],
  });
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-4_000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  try {
    await listening(port, () => child.exitCode !== null);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${command[0]}: ${(error as Error).message}\n${complaint}`);
  }
  return {
    pids: () => family(child.pid ?? 0),
    memory: () => memoryOf(child),
    async stop() {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function memoryOf(child: ChildProcess): Promise<Memory> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no word of its memory')), MEMORY_WITHIN_MS);
    child.on('message', function hear(message: { memory?: Memory }) {
      if (message.memory === undefined) return;
      clearTimeout(timer);
      child.off('message', hear);
      resolve(message.memory);
    });
    child.send('memory');
  });
}

async function listening(port: number, hasEnded: () => boolean): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until && !hasEnded()) {
    if (await answers(port)) return;
    await delay(50);
  }
  throw new Error(`nothing listens on port ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** The process and all below it. */
export function family(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const parent = /^\d+$/.test(entry) ? parentOf(Number(entry)) : null;
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

function parentOf(pid: number): number | null {
  const stat = textOf(pid, 'stat');
  return stat === null ? null : Number(stat.replace(/^.*\) /s, '').split(' ')[1]);
}

function textOf(pid: number, file: 'stat' | 'cmdline'): string | null {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return null;
  }
}

/** Those that serve the databases of this bench: of test databases, and of no other role than the gateway's. */
export function databaseProcesses(): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => /^postgres: countersign_gateway test_/.test(textOf(pid, 'cmdline') ?? ''));
}

export const cpuMsOf = (pids: readonly number[]) => pids.reduce((sum, pid) => sum + (cpuMs(pid) ?? 0), 0);

export function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .concat('/usr/sbin')
    .some((folder) => {
      try {
        accessSync(`${folder}/${program}`, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
