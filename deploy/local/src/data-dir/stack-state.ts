import type { PortName } from '../stack/ports.ts';

/** A process, told apart from a later one with the same number by its start time (`identity`, `null` where the system does not say). */
export type ProcessRecord = { readonly pid: number; readonly identity: string | null };

/**
 * What `stack.json` in the data folder says about the stack that runs on it. The file is the lock as well: it
 * exists while a stack runs, or was killed. install.js reads `pid` and `identity`.
 */
export type StackState = ProcessRecord & {
  readonly state: 'starting' | 'up';
  readonly ports: Readonly<Record<PortName, number>>;
  /** Of the embedded PostgreSQL, once it is up. */
  readonly postgresPort?: number | null;
  readonly children: readonly (ProcessRecord & { readonly name: string })[];
};

/** Reads the file's text; `null` if it is not what a stack writes. */
export function parseStackState(text: string): StackState | null {
  try {
    const value = JSON.parse(text) as StackState | null;
    return value !== null && Number.isSafeInteger(value.pid) && Array.isArray(value.children) ? value : null;
  } catch {
    return null;
  }
}
