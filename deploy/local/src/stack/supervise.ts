import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs, failuresInARow } from './backoff.ts';

/** A process that runs. */
export type Running = {
  readonly pid: number;
  /** Settles when it has ended, however that came, with how it ended. */
  readonly ended: Promise<string>;
  /** Asks it to end, and makes it end after a while. */
  stop(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
};

export type Unit = {
  readonly name: string;
  /** Settles once the process is ready; rejects, with nothing left running, if it does not get there. */
  start(signal: AbortSignal): Promise<Running>;
};

export type Supervised = {
  readonly name: string;
  pid(): number | null;
  stop(): Promise<void>;
  kill(): void;
};

export type Report = (line: string) => void;

/**
 * Starts a unit and keeps it running: each time it ends unasked it is started again, later and later while it
 * keeps failing. The first start is the caller's: if that fails, so does this call.
 */
export async function supervise(
  unit: Unit,
  { report, signal }: { report: Report; signal: AbortSignal },
): Promise<Supervised> {
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  let running: Running | null = await unit.start(either);

  const keep = async (): Promise<void> => {
    for (let failures = 0; running !== null; ) {
      const startedAt = performance.now();
      const how = await running.ended;
      running = null;
      if (stopping.signal.aborted) return;
      failures = failuresInARow(failures, performance.now() - startedAt);
      report(`${unit.name} ended (${how})`);
      for (; running === null; failures++) {
        running = await startAgain(unit, failures, { report, signal: stopping.signal });
        if (stopping.signal.aborted) break;
      }
    }
  };
  const kept = keep();
  return {
    name: unit.name,
    pid: () => running?.pid ?? null,
    async stop() {
      stopping.abort();
      await running?.stop();
      await kept;
      // A start that was under way when the stop came.
      await running?.stop();
    },
    kill() {
      stopping.abort();
      running?.kill();
    },
  };
}

async function startAgain(
  unit: Unit,
  failures: number,
  { report, signal }: { report: Report; signal: AbortSignal },
): Promise<Running | null> {
  const waitMs = backoffMs(failures);
  try {
    await delay(waitMs, undefined, { signal });
    const running = await unit.start(signal);
    report(`${unit.name} is up again, after ${(waitMs / 1_000).toFixed(2)} s of waiting`);
    return running;
  } catch (error) {
    if (!signal.aborted) report(`${unit.name} did not start: ${(error as Error).message}`);
    return null;
  }
}
