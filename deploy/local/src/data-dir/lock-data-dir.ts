import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identifyProcess, isStillRunning } from './identify-process.ts';
import type { DataLayout } from './layout.ts';
import { type ProcessRecord, parseStackState, type StackState } from './stack-state.ts';

export type StackLock = {
  /** Processes of a stack that was killed; some may still be about to end. */
  readonly leftOver: StackState['children'];
  update(changes: Partial<Omit<StackState, keyof ProcessRecord>>): void;
  release(): void;
};

/** Another stack runs on the data folder. */
export class StackRunning extends Error {
  readonly running: StackState;

  constructor(running: StackState, dataDir: string) {
    super(`a local stack already runs on ${dataDir} (process ${running.pid})`);
    this.name = 'StackRunning';
    this.running = running;
  }
}

/** The stack that runs on the data folder, or `null`. */
export function runningStack(layout: DataLayout): StackState | null {
  const state = readState(layout);
  return state !== null && isStillRunning(state) ? state : null;
}

/** The stack that was killed on the data folder, or `null`. */
export function killedStack(layout: DataLayout): StackState | null {
  const state = readState(layout);
  return state !== null && !isStillRunning(state) ? state : null;
}

function readState(layout: DataLayout): StackState | null {
  const text = readOrNull(layout.stackState);
  return text === null ? null : parseStackState(text);
}

/**
 * Takes the data folder for this process: one stack at a time. The lock of a process that is gone is taken over.
 *
 * @throws StackRunning
 */
export function lockDataDir(layout: DataLayout, ports: StackState['ports']): StackLock {
  const path = layout.stackState;
  const me = identifyProcess(process.pid) ?? { pid: process.pid, identity: null };
  const stale = removeStaleLock(layout);
  let state: StackState = { ...me, state: 'starting', ports, children: stale?.children ?? [] };
  const aside = `${path}.${process.pid}.new`;
  const write = () => writeFileSync(aside, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  write();
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StackRunning(runningStack(layout) ?? state, layout.dataDir);
  } finally {
    rmSync(aside);
  }
  return {
    leftOver: stale?.children ?? [],
    update(changes) {
      state = { ...state, ...changes };
      write();
      renameSync(aside, path);
    },
    release: () => rmSync(path, { force: true }),
  };
}

/** Moves the lock of a dead process away, and makes sure that it was that one: two may be starting at once. */
function removeStaleLock(layout: DataLayout): StackState | null {
  const text = readOrNull(layout.stackState);
  if (text === null) return null;
  const running = runningStack(layout);
  if (running !== null) throw new StackRunning(running, layout.dataDir);
  const aside = `${layout.stackState}.${process.pid}.stale`;
  try {
    renameSync(layout.stackState, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const moved = readFileSync(aside, 'utf8');
  if (moved !== text) linkSync(aside, layout.stackState);
  rmSync(aside);
  if (moved !== text) throw new StackRunning(parseStackState(moved) as StackState, layout.dataDir);
  return parseStackState(text);
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
