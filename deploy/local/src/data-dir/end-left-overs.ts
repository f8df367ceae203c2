import { setTimeout as delay } from 'node:timers/promises';
import { isStillRunning } from './identify-process.ts';
import type { ProcessRecord } from './stack-state.ts';

/** Services of a killed supervisor end by themselves, but may take their time over requests under way. */
const PATIENCE_MS = 3_000;

/**
 * Waits until the processes have ended, and ends those that do not.
 *
 * @returns how many had to be ended
 */
export async function endLeftOvers(processes: readonly ProcessRecord[]): Promise<number> {
  const deadline = Date.now() + PATIENCE_MS;
  let living = processes.filter(isStillRunning);
  for (; living.length > 0 && Date.now() < deadline; living = living.filter(isStillRunning)) await delay(50);
  for (const { pid } of living) kill(pid);
  for (const end = Date.now() + PATIENCE_MS; living.some(isStillRunning) && Date.now() < end; )
    await delay(50);
  return living.length;
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone in the meantime.
  }
}
