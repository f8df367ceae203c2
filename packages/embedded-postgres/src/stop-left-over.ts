import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { clusterDir } from './initialise-cluster.ts';
import { isServerOn, parsePostmasterFile } from './postmaster-file.ts';
import { commandOf } from './process-command.ts';
import { existingFolder } from './server-folder.ts';

/** Fast shutdown, then immediate, then the end: each with the time it gets. */
const STOPPING = [
  { signal: 'SIGINT', ms: 20_000 },
  { signal: 'SIGQUIT', ms: 5_000 },
  { signal: 'SIGKILL', ms: 5_000 },
] as const;

/**
 * Stops a server that outlived its supervisor and still holds the folder. A process is only signalled if it is a
 * PostgreSQL on this very data directory, and `postmaster.pid` is only removed when its process ID demonstrably
 * belongs to something else by now; for a process that is gone PostgreSQL clears the file itself, after checking
 * that no backend is left.
 *
 * @returns the process ID of the server that was stopped, or `null` if there was none
 */
export async function stopLeftOver(wanted: string): Promise<number | null> {
  const dataDir = clusterDir(existingFolder(wanted));
  const path = join(dataDir, 'postmaster.pid');
  const file = readPostmasterFile(path);
  if (file === null) return null;
  const command = await commandOf(file.pid);
  if (command === null) return null;
  if (!isServerOn(command, dataDir)) {
    rmSync(path);
    return null;
  }
  for (const { signal, ms } of STOPPING) {
    signalServer(file.pid, signal);
    if (await isGone(file.pid, dataDir, ms)) return file.pid;
  }
  throw new Error(`PostgreSQL (process ${file.pid}) still holds ${dataDir} and does not stop`);
}

/** Process ID of the server that runs on the folder, or `null`. */
export async function runningServerPid(wanted: string): Promise<number | null> {
  const dataDir = clusterDir(existingFolder(wanted));
  const file = readPostmasterFile(join(dataDir, 'postmaster.pid'));
  const command = file === null ? null : await commandOf(file.pid);
  return file !== null && command !== null && isServerOn(command, dataDir) ? file.pid : null;
}

function signalServer(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
    throw new Error(`a PostgreSQL left over (process ${pid}) belongs to another user and cannot be stopped`);
  }
}

function readPostmasterFile(path: string) {
  try {
    return parsePostmasterFile(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

async function isGone(pid: number, dataDir: string, ms: number): Promise<boolean> {
  for (const deadline = Date.now() + ms; Date.now() < deadline; await delay(50)) {
    const command = await commandOf(pid);
    if (command === null || !isServerOn(command, dataDir)) return true;
  }
  return false;
}
