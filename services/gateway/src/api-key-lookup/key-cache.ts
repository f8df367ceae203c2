import type { ApiKey } from './api-key.ts';

/**
 * Opened keys by id, newest version only, never more than `maxKeys`. What leaves it is overwritten. Being cached
 * grants nothing: the compare-and-set of the nonce checks the version.
 */
export class KeyCache {
  readonly #maxKeys: number;
  readonly #keys = new Map<string, ApiKey>();

  constructor(maxKeys: number) {
    this.#maxKeys = maxKeys;
  }

  get(keyId: string): ApiKey | undefined {
    const key = this.#keys.get(keyId);
    if (key !== undefined) key.isRecentlyUsed = true;
    return key;
  }

  /** Keeps the newer of `key` and what is there, and returns it. */
  put(key: ApiKey): ApiKey {
    const known = this.#keys.get(key.keyId);
    if (known === undefined) {
      while (this.#keys.size >= this.#maxKeys) this.#dropOne();
    } else {
      if (known.version >= key.version) {
        if (known !== key) key.verifier.zero();
        return known;
      }
      // A nonce that was accepted stays used up, whatever changed about the key.
      key.highestNonce = Math.max(key.highestNonce, known.highestNonce);
      known.verifier.zero();
    }
    this.#keys.set(key.keyId, key);
    return key;
  }

  drop(keyId: string): void {
    this.#keys.get(keyId)?.verifier.zero();
    this.#keys.delete(keyId);
  }

  clear(): void {
    for (const keyId of [...this.#keys.keys()]) this.drop(keyId);
  }

  get size(): number {
    return this.#keys.size;
  }

  /** Second chance: goes round from the oldest, and a key that was used since the last round is passed over once. */
  #dropOne(): void {
    for (const [keyId, key] of this.#keys) {
      if (!key.isRecentlyUsed) {
        this.drop(keyId);
        return;
      }
      key.isRecentlyUsed = false;
      this.#keys.delete(keyId);
      this.#keys.set(keyId, key);
    }
  }
}
