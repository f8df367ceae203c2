import { isRetryable } from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import type { Pool } from 'pg';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { Histogram } from '../metrics/histogram.ts';
import { METRICS } from '../metrics/metrics.ts';
import { consumeNonces, type NonceRow } from './nonce-store.ts';
import {
  greatestByVersion,
  judgeClaims,
  type NonceClaim,
  type NonceOutcome,
  type StateAnswer,
} from './nonce-verdicts.ts';

export type NonceConsumerOptions = {
  /** Connections for the batches. */
  readonly pool: Pool;
  /** Connections for keys that somebody else holds locked: waiting for one must not hold up the batches. */
  readonly waitingPool: Pool;
  readonly maxStatements: number;
  readonly maxWaitingStatements: number;
  readonly logger: Logger;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** No request waits longer than this for its verdict. */
  readonly deadlineMs: number;
};

type Claim = NonceClaim & {
  readonly key: ApiKey;
  readonly address: string;
  readonly deadlineAtMs: number;
  readonly settle: (outcome: NonceOutcome) => void;
};

/**
 * The requests of one key: those that a statement is out for, and those that come after. A line is `empty`, then
 * `queued` in exactly one queue, then `out`, and round again for as long as somebody waits in it.
 */
type Line = {
  readonly keyId: string;
  asked: Claim[];
  waiting: Claim[];
  state: 'empty' | 'queued' | 'out';
  /** When somebody last came (monotonic). Lines are kept for a while: made and deleted for each request they cost more. */
  usedAtMs: number;
};

/** Of a line that is empty, whose arrays would otherwise be made anew for each request. */
const NOBODY: Claim[] = [];
Object.freeze(NOBODY);

const MAX_KEYS_A_STATEMENT = 512;
const MAX_WAITING_A_KEY = 2_000;
const MAX_KEYS = 20_000;
const MAX_RETRIES = 3;
/**
 * While a statement is out, the next one gathers: many small ones cost PostgreSQL, and us, several times as much. One that
 * takes longer than this holds up nobody else.
 */
const PATIENCE_MS = 10;
const SWEEP_MS = 100;
const KEEP_EMPTY_MS = 10_000;

/**
 * Consumes nonces: many requests, few statements. A key has at most one statement out, which carries the greatest
 * nonce of all its requests that were waiting; so a client with ten rising nonces in flight is neither refused
 * nor made to wait ten round trips.
 */
export class NonceConsumer {
  readonly #options: NonceConsumerOptions;
  readonly #lines = new Map<string, Line>();
  #ready: Line[] = [];
  #locked: Line[] = [];
  readonly batchSizes = new Histogram(METRICS.countersign_nonce_batch_size.bounds);
  failedStatements = 0;
  /** Lines that somebody waits in. */
  #busyLines = 0;
  #statements = 0;
  #waitingStatements = 0;
  /** When the last statement went out (monotonic). */
  #sentAtMs = 0;
  #isScheduled = false;
  #sweep: NodeJS.Timeout | null = null;
  #patience: NodeJS.Timeout | null = null;

  constructor(options: NonceConsumerOptions) {
    this.#options = options;
  }

  /** Resolves once the database has committed; never rejects: what cannot be known is `store-unavailable`. */
  consume(key: ApiKey, nonce: number, address: string): NonceOutcome | Promise<NonceOutcome> {
    if (nonce <= key.highestNonce) return 'nonce-too-small';
    const line = this.#lineOf(key.keyId);
    if (line === null || line.waiting.length >= MAX_WAITING_A_KEY) return 'store-unavailable';
    const { promise, resolve } = Promise.withResolvers<NonceOutcome>();
    line.usedAtMs = this.#options.now();
    const deadlineAtMs = line.usedAtMs + this.#options.deadlineMs;
    const claim = { key, nonce, version: key.version, address, deadlineAtMs, settle: resolve };
    if (line.waiting === NOBODY) line.waiting = [claim];
    else line.waiting.push(claim);
    if (line.state === 'empty') {
      this.#busyLines++;
      this.#queue(line);
    }
    return promise;
  }

  get waitingKeys(): number {
    return this.#busyLines;
  }

  #lineOf(keyId: string): Line | null {
    const known = this.#lines.get(keyId);
    if (known !== undefined) return known;
    if (this.#busyLines >= MAX_KEYS) return null;
    if (this.#lines.size >= MAX_KEYS) this.#forgetEmptyLines();
    const line: Line = { keyId, asked: NOBODY, waiting: NOBODY, state: 'empty', usedAtMs: 0 };
    this.#lines.set(keyId, line);
    this.#sweep ??= setInterval(() => this.#giveUpLateOnes(), SWEEP_MS).unref();
    return line;
  }

  #queue(line: Line): void {
    line.state = 'queued';
    this.#ready.push(line);
    this.#schedule();
  }

  /** The statement goes out after this turn of the event loop, with everything that arrived in it. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#ready.length > 0 && this.#maySend()) {
      this.#sentAtMs = this.#options.now();
      void this.#askForMany(this.#ready.splice(0, MAX_KEYS_A_STATEMENT));
    }
    if (this.#ready.length > 0) this.#lookAgain();
    while (this.#waitingStatements < this.#options.maxWaitingStatements && this.#locked.length > 0) {
      void this.#askForOne(this.#locked.shift() as Line);
    }
  }

  /** Whoever waits behind a statement that takes long has nobody else to set them going. */
  #lookAgain(): void {
    this.#patience ??= setTimeout(() => {
      this.#patience = null;
      this.#flush();
    }, PATIENCE_MS).unref();
  }

  #maySend(): boolean {
    if (this.#statements === 0) return true;
    if (this.#statements >= this.#options.maxStatements) return false;
    const isFull = this.#ready.length >= MAX_KEYS_A_STATEMENT;
    return isFull || this.#options.now() - this.#sentAtMs >= PATIENCE_MS;
  }

  async #askForMany(lines: readonly Line[]): Promise<void> {
    this.#statements++;
    const rows: NonceRow[] = [];
    const ends = lines.map((line) => rows.push(...rowsOf(line)));
    try {
      const answers = await this.#send(this.#options.pool, rows, 'skip');
      for (const [i, line] of lines.entries()) {
        const ofLine = answers.slice(ends[i - 1] ?? 0, ends[i]).filter(isAnswer);
        if (ofLine.length === 0) this.#locked.push(line);
        else this.#settle(line, ofLine);
      }
    } catch (error) {
      // Rolled back for a reason that may pass: each key tries again alone. Anything else may have been committed.
      if (isRetryable(error)) this.#locked.push(...lines);
      else this.#fail(lines, error);
    } finally {
      this.#statements--;
      this.#flush();
    }
  }

  async #askForOne(line: Line): Promise<void> {
    this.#waitingStatements++;
    try {
      const answers = await this.#retried(line);
      if (answers.length > 0) this.#settle(line, answers);
      else this.#close(line, () => 'key-unknown');
    } catch (error) {
      this.#fail([line], error);
    } finally {
      this.#waitingStatements--;
      this.#flush();
    }
  }

  async #retried(line: Line): Promise<StateAnswer[]> {
    for (let retry = 0; ; retry++) {
      const rows = rowsOf(line);
      // Everybody has given up waiting: there is no row to ask for, and nobody to tell.
      if (rows.length === 0) return [];
      try {
        return (await this.#send(this.#options.waitingPool, rows, 'wait')).filter(isAnswer);
      } catch (error) {
        if (retry === MAX_RETRIES || !isRetryable(error)) throw error;
      }
    }
  }

  #send(pool: Pool, rows: readonly NonceRow[], lock: 'skip' | 'wait'): Promise<(StateAnswer | null)[]> {
    if (rows.length === 0) return Promise.resolve([]);
    this.batchSizes.observe(rows.length);
    return consumeNonces(pool, rows, lock);
  }

  #settle(line: Line, answers: readonly StateAnswer[]): void {
    const verdicts = judgeClaims(answers, line.asked);
    const lastNonce = answers[0]?.lastNonce ?? 0;
    this.#close(line, ({ key, nonce }, index) => {
      const outcome = verdicts[index] ?? 'store-unavailable';
      key.highestNonce = Math.max(key.highestNonce, outcome === 'accepted' ? nonce : lastNonce);
      return outcome;
    });
  }

  #fail(lines: readonly Line[], error: unknown): void {
    this.failedStatements++;
    this.#options.logger.warn({ err: error, keys: lines.length }, 'nonces could not be consumed: refused');
    for (const line of lines) this.#close(line, () => 'store-unavailable');
  }

  /** Tells everybody who was asked for, and lets the next ones of the key come. */
  #close(line: Line, outcomeOf: (claim: Claim, index: number) => NonceOutcome): void {
    const { asked } = line;
    line.asked = NOBODY;
    for (let i = 0; i < asked.length; i++) {
      const claim = asked[i] as Claim;
      claim.settle(outcomeOf(claim, i));
    }
    if (line.waiting.length > 0) {
      this.#queue(line);
    } else {
      line.state = 'empty';
      this.#busyLines--;
    }
  }

  #forgetEmptyLines(): void {
    for (const { keyId, state } of this.#lines.values()) if (state === 'empty') this.#lines.delete(keyId);
  }

  /** A statement may hang for as long as the database does; those who wait for it may not. */
  #giveUpLateOnes(): void {
    const nowMs = this.#options.now();
    for (const line of this.#lines.values()) {
      if (line.state !== 'empty') {
        line.asked = withoutLate(line.asked, nowMs);
        line.waiting = withoutLate(line.waiting, nowMs);
      } else if (nowMs - line.usedAtMs > KEEP_EMPTY_MS) {
        this.#lines.delete(line.keyId);
      }
    }
    if (this.#lines.size === 0 && this.#sweep !== null) {
      clearInterval(this.#sweep);
      this.#sweep = null;
    }
  }
}

const isAnswer = (answer: StateAnswer | null) => answer !== null;

/** Marks the line as out and turns all its requests into rows. */
function rowsOf(line: Line): NonceRow[] {
  line.state = 'out';
  line.asked =
    line.asked.length === 0 && line.waiting.length === 1
      ? line.waiting
      : [...line.asked, ...line.waiting].sort((a, b) => a.nonce - b.nonce);
  line.waiting = NOBODY;
  return greatestByVersion(line.asked).map(({ key, nonce, version, address }) => ({
    keyId: key.keyId,
    nonce,
    version,
    expiresAt: key.expiresAt,
    address,
  }));
}

function withoutLate(claims: Claim[], nowMs: number): Claim[] {
  if (claims.every(({ deadlineAtMs }) => deadlineAtMs > nowMs)) return claims;
  for (const claim of claims) if (claim.deadlineAtMs <= nowMs) claim.settle('store-unavailable');
  return claims.filter(({ deadlineAtMs }) => deadlineAtMs > nowMs);
}
