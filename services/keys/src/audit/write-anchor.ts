import { closeSync, createReadStream, existsSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Database } from '@countersign/database';
import { anchorLine } from './anchor.ts';
import { readSignedHeads } from './verification-store.ts';

/** A head is written at the end of its transaction; far longer than the commit after that can take. */
const OVERLAP_MS = 120_000;
const BEFORE_ALL = new Date(0);

/** Writes signed heads to a file, or to the standard output, and remembers what it has written. */
export class AnchorWriter {
  readonly #db: Database;
  readonly #path: string | null;
  #newest: Date | null = null;
  #written: ReadonlySet<string> = new Set();

  constructor(db: Database, path: string | null) {
    this.#db = db;
    this.#path = path;
  }

  /** Every head that changed since the newest one written. @returns how many */
  async write(): Promise<number> {
    this.#newest ??= this.#path === null ? BEFORE_ALL : await newestIn(this.#path);
    const since = new Date(Math.max(0, this.#newest.getTime() - OVERLAP_MS));
    const file = this.#path === null ? 1 : openSync(this.#path, 'a', 0o644);
    const seen = new Set<string>();
    let lines = 0;
    try {
      for await (const head of readSignedHeads(this.#db, since)) {
        const line = anchorLine(head);
        const at = new Date(head.at);
        if (at > this.#newest) this.#newest = at;
        if (at >= since) seen.add(line);
        if (this.#written.has(line)) continue;
        writeSync(file, `${line}\n`);
        lines++;
      }
      if (this.#path !== null) fsyncSync(file);
    } finally {
      if (this.#path !== null) closeSync(file);
    }
    this.#written = this.#recent(seen);
    return lines;
  }

  /** Only what the next look can meet again. */
  #recent(lines: ReadonlySet<string>): ReadonlySet<string> {
    const since = (this.#newest?.getTime() ?? 0) - OVERLAP_MS;
    const timeOf = (line: string) => Date.parse((JSON.parse(line) as { at: string }).at);
    return new Set([...lines].filter((line) => timeOf(line) >= since));
  }
}

/** The newest time that a file of lines names; a line that was cut off names none. */
async function newestIn(path: string): Promise<Date> {
  let newest = BEFORE_ALL;
  if (!existsSync(path)) return newest;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    const at = new Date(/"at":"([^"]+)"/.exec(line)?.[1] ?? 0);
    if (at > newest) newest = at;
  }
  return newest;
}
