export type BatchedReadOptions<T> = {
  /** Reads many at once; what is absent from the map does not exist. */
  readonly read: (keyIds: readonly string[]) => Promise<Map<string, T>>;
  readonly maxKeysAStatement: number;
  readonly maxStatements: number;
  /** Keys waiting at most; beyond that a look-up fails at once. */
  readonly maxWaiting: number;
  /** No look-up waits longer than this. */
  readonly deadlineMs: number;
  /** A look-up shares no reading that had begun before it: it sees whatever was committed by then. */
  readonly isFresh?: boolean;
};

type Reading<T> = {
  readonly keyId: string;
  readonly promise: Promise<T | null>;
  readonly resolve: (value: T | null) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
};

/** Gathers the look-ups of a turn of the event loop into one statement. However many ask for a key, it is read once. */
export class BatchedRead<T> {
  readonly #options: BatchedReadOptions<T>;
  readonly #readings = new Map<string, Reading<T>>();
  #waiting: Reading<T>[] = [];
  #statements = 0;
  #isScheduled = false;

  constructor(options: BatchedReadOptions<T>) {
    this.#options = options;
  }

  /** The value of a key, `null` if there is none. A reading of the same key that has begun is shared, unless it must be fresh. */
  get(keyId: string): Promise<T | null> {
    const shared = this.#readings.get(keyId);
    if (shared !== undefined) return shared.promise;
    if (this.#waiting.length >= this.#options.maxWaiting) {
      return Promise.reject(new Error('too many keys are waiting to be read'));
    }
    // A statement may hang for as long as the database does; those who wait for it may not.
    const timer = setTimeout(() => {
      this.#finish(reading).reject(new Error('the database did not answer in time'));
    }, this.#options.deadlineMs);
    const reading: Reading<T> = { keyId, timer, ...Promise.withResolvers<T | null>() };
    this.#readings.set(keyId, reading);
    this.#waiting.push(reading);
    this.#schedule();
    return reading.promise;
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#statements < this.#options.maxStatements && this.#waiting.length > 0) {
      void this.#ask(this.#waiting.splice(0, this.#options.maxKeysAStatement));
    }
  }

  async #ask(readings: readonly Reading<T>[]): Promise<void> {
    this.#statements++;
    try {
      if (this.#options.isFresh) for (const { keyId } of readings) this.#readings.delete(keyId);
      const found = await this.#options.read(readings.map(({ keyId }) => keyId));
      for (const reading of readings) this.#finish(reading).resolve(found.get(reading.keyId) ?? null);
    } catch (error) {
      for (const reading of readings) this.#finish(reading).reject(error);
    } finally {
      this.#statements--;
      this.#flush();
    }
  }

  /** What comes late answers nobody: whoever asked again meanwhile wants to know what is true now. */
  #finish(reading: Reading<T>): Reading<T> {
    clearTimeout(reading.timer);
    if (this.#readings.get(reading.keyId) === reading) this.#readings.delete(reading.keyId);
    return reading;
  }
}
