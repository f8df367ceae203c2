import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { ProcessRecord } from './stack-state.ts';

/** The process with that number as it is now, or `null` if there is none. */
export function identifyProcess(pid: number): ProcessRecord | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  return { pid, identity: startTime(pid) };
}

export function isStillRunning({ pid, identity }: ProcessRecord): boolean {
  const now = identifyProcess(pid);
  return now !== null && (identity === null || now.identity === null || now.identity === identity);
}

/** Start time in whatever unit the system has; only ever compared with itself. Linux: proc(5), field 22 of stat. */
function startTime(pid: number): string | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
    }
    if (process.platform === 'win32') return null;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || null;
  } catch {
    return null;
  }
}
