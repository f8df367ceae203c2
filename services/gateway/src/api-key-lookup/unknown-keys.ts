/** Key IDs that had no usable record a moment ago: spares the database the question, never more than `maxKeys` of them. */
export class UnknownKeys {
  readonly #maxKeys: number;
  readonly #ttlMs: number;
  readonly #untilMs = new Map<string, number>();

  constructor(maxKeys: number, ttlMs: number) {
    this.#maxKeys = maxKeys;
    this.#ttlMs = ttlMs;
  }

  has(keyId: string, nowMs: number): boolean {
    const untilMs = this.#untilMs.get(keyId);
    if (untilMs === undefined) return false;
    if (untilMs > nowMs) return true;
    this.#untilMs.delete(keyId);
    return false;
  }

  add(keyId: string, nowMs: number): void {
    this.#untilMs.delete(keyId);
    if (this.#untilMs.size >= this.#maxKeys) {
      const [oldest] = this.#untilMs.keys();
      if (oldest !== undefined) this.#untilMs.delete(oldest);
    }
    this.#untilMs.set(keyId, nowMs + this.#ttlMs);
  }

  get size(): number {
    return this.#untilMs.size;
  }
}
