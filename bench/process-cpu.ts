import { readFileSync } from 'node:fs';

/** Of the kernel, for user space (sysconf(_SC_CLK_TCK)): 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** CPU that a process has used so far, in milliseconds; `null` where /proc is not to be had. */
export function cpuMs(pid: number): number | null {
  try {
    // proc(5): fields 14 and 15, counted after the name, which may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}
