import type { Logger } from '@countersign/runtime';
import { isKeyId } from '@countersign/sealing';
import type { Pool } from 'pg';
import type { ApiKey } from './api-key.ts';
import { BatchedRead } from './batched-read.ts';
import { KeyCache } from './key-cache.ts';
import { readKeys, readVersions, type StoredKey } from './key-store.ts';
import { type OpenKeyOptions, openKey } from './open-key.ts';
import { UnknownKeys } from './unknown-keys.ts';

export type KeyLookupOptions = OpenKeyOptions & {
  readonly pool: Pool;
  readonly logger: Logger;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly maxKeys: number;
  /** No look-up waits longer than this. */
  readonly deadlineMs: number;
};

/** How long a refusal may rest on a version that was read before: a widening takes effect within this time. */
const VERSION_TRUSTED_MS = 1_000;
const MAX_UNKNOWN_KEYS = 10_000;

/** Keys by id: from the cache, else read, checked, opened. */
export class KeyLookup {
  readonly #options: KeyLookupOptions;
  readonly #cache: KeyCache;
  readonly #unknown = new UnknownKeys(MAX_UNKNOWN_KEYS, VERSION_TRUSTED_MS);
  readonly #keys: BatchedRead<ApiKey>;
  readonly #versions: BatchedRead<number>;
  #hits = 0;
  #misses = 0;

  constructor(options: KeyLookupOptions) {
    this.#options = options;
    this.#cache = new KeyCache(options.maxKeys);
    // Opening costs a quarter of a millisecond a key, so that a statement's worth of them holds up nobody for long.
    const { deadlineMs } = options;
    const limits = { maxKeysAStatement: 32, maxStatements: 2, maxWaiting: 10_000, deadlineMs };
    this.#keys = new BatchedRead({ ...limits, read: (keyIds) => this.#load(keyIds) });
    this.#versions = new BatchedRead({
      ...limits,
      maxKeysAStatement: 500,
      read: (keyIds) => readVersions(options.pool, keyIds),
    });
  }

  /** The key, or `null` if there is none that could be obeyed. Rejects if the database does not answer. */
  find(keyId: string): ApiKey | null | Promise<ApiKey | null> {
    const cached = this.#cache.get(keyId);
    if (cached !== undefined) {
      this.#hits++;
      return cached;
    }
    this.#misses++;
    if (!isKeyId(keyId) || this.#unknown.has(keyId, this.#options.now())) return null;
    return this.#keys.get(keyId);
  }

  /**
   * True if the key may still be judged by: its version was the state row's within the last second. A refusal is
   * final only then; otherwise `reload` and judge again.
   */
  async isCurrent(key: ApiKey): Promise<boolean> {
    if (key.verifier.isZeroed) return false;
    const nowMs = this.#options.now();
    if (nowMs - key.versionSeenAtMs < VERSION_TRUSTED_MS) return true;
    if ((await this.#versions.get(key.keyId)) !== key.version) return false;
    key.versionSeenAtMs = Math.max(key.versionSeenAtMs, nowMs);
    return true;
  }

  /** The key anew, unless that has happened since `stale` was found. */
  reload(stale: ApiKey): ApiKey | null | Promise<ApiKey | null> {
    const cached = this.#cache.get(stale.keyId);
    if (cached !== undefined && cached !== stale) return cached;
    return this.#keys.get(stale.keyId);
  }

  get counts() {
    return { size: this.#cache.size, hits: this.#hits, misses: this.#misses };
  }

  /** Overwrites every verifier. */
  close(): void {
    this.#cache.clear();
  }

  async #load(keyIds: readonly string[]): Promise<Map<string, ApiKey>> {
    const readAtMs = this.#options.now();
    const stored = await readKeys(this.#options.pool, keyIds);
    const opened = new Map<string, ApiKey>();
    for (const keyId of keyIds) {
      const key = this.#open(stored.get(keyId), readAtMs);
      if (key !== null) opened.set(keyId, this.#cache.put(key));
      else this.#forget(keyId);
    }
    return opened;
  }

  #open(stored: StoredKey | undefined, nowMs: number): ApiKey | null {
    if (stored === undefined) return null;
    const opened = openKey(this.#options, stored, nowMs);
    if (opened.ok) return opened.key;
    const { keyId } = stored;
    this.#options.logger.error(
      { alarm: opened.alarm, keyId },
      'a key record is not to be trusted: key refused',
    );
    return null;
  }

  #forget(keyId: string): void {
    this.#cache.drop(keyId);
    this.#unknown.add(keyId, this.#options.now());
  }
}
