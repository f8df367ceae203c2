import { type Logger, partsOf } from './logger.ts';

export type LineLogOptions = {
  readonly logger: Logger;
  /** What every line says. */
  readonly message: string;
  /** No write is longer (bytes), unless a single line is. */
  readonly maxWriteBytes: number;
  /** No line waits longer than this. */
  readonly flushMs: number;
};

/**
 * Lines as `logger.info(entry, message)` would write them, but many in one write, and nobody looks for secrets in them:
 * for what comes by the thousand a second and whose members are listed where it is made, none of them free text. A line
 * becomes bytes at once: entries that waited would live long enough to cost the garbage collector more than the log.
 */
export class LineLog {
  readonly #options: LineLogOptions;
  readonly #parts: ReturnType<typeof partsOf>;
  readonly #tail: string;
  readonly #buffer: Buffer;
  #length = 0;
  #timer: NodeJS.Timeout | null = null;
  /** What lines of this millisecond begin with. */
  #head = '';
  #headAtMs = -1;

  constructor(options: LineLogOptions) {
    const { logger, message, maxWriteBytes } = options;
    this.#options = options;
    this.#parts = partsOf(logger);
    this.#tail = `,"msg":${JSON.stringify(message)}}\n`;
    this.#buffer = Buffer.allocUnsafeSlow(maxWriteBytes);
  }

  /** `entry` has at least one member. */
  add(entry: object): void {
    if (!this.#options.logger.isLevelEnabled('info')) return;
    const nowMs = Date.now();
    if (nowMs !== this.#headAtMs) {
      this.#head = this.#parts.head();
      this.#headAtMs = nowMs;
    }
    const line = this.#head + JSON.stringify(entry).slice(1, -1) + this.#tail;
    const bytes = Buffer.byteLength(line);
    if (this.#length + bytes > this.#buffer.length) this.flush();
    if (bytes > this.#buffer.length) {
      this.#parts.write(line);
      return;
    }
    this.#length += this.#buffer.write(line, this.#length);
    this.#timer ??= setTimeout(() => this.flush(), this.#options.flushMs).unref();
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#length === 0) return;
    const lines = this.#buffer.toString('utf8', 0, this.#length);
    this.#length = 0;
    this.#parts.write(lines);
  }
}
