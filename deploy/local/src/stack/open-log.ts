import {
  copyFileSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';

/** A log is set aside (`.1`, one generation) beyond this. */
const MAX_BYTES = 10 * 1024 * 1024;

/** Opens a log for appending; one that has grown large is set aside first. */
export function openLog(path: string): number {
  if (sizeOf(path) > MAX_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

/**
 * Keeps the logs of running services bounded. They hold their files open, so a large one is copied and emptied in
 * place; as they append, they go on at its start. Lines written between the two steps are lost.
 */
export function boundLogs(dir: string): void {
  for (const name of readdirSync(dir).filter((file) => file.endsWith('.log'))) {
    const path = join(dir, name);
    if (sizeOf(path) <= MAX_BYTES) continue;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  }
}

/** The last lines written at or after an offset, each cut to what a terminal shows; without the frames of stack traces. */
export function lastLines(path: string, start: number, count: number): string[] {
  const text = readFileSync(path).subarray(start).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  return lines.slice(-count).map((line) => line.slice(0, 400));
}

export function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
