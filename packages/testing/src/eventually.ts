import { setTimeout as delay } from 'node:timers/promises';

/**
 * What `look` returns as soon as it is neither false, null nor undefined; polled, so no test sleeps for a guess.
 *
 * @throws Error naming `what` was waited for once `deadlineMs` has passed
 */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  { deadlineMs = 15_000, everyMs = 25 }: { deadlineMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = performance.now() + deadlineMs;
  for (;;) {
    const seen = await look();
    if (seen !== false && seen !== null && seen !== undefined) {
      return seen as Exclude<T, false | null | undefined>;
    }
    if (performance.now() > deadline) throw new Error(`waited ${deadlineMs} ms in vain for: ${what}`);
    await delay(everyMs);
  }
}
