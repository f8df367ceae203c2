import type { ClientAddress } from '../addresses/client-address.ts';

export type ConnectionLimits = {
  readonly maxPerAddress: number;
  /** Peers that are not counted: trusted proxies, and loopback where limits are relaxed. */
  readonly isExempt: (address: ClientAddress) => boolean;
};

/** Who is connected, and how often. */
export class ConnectionCounts {
  readonly #limits: ConnectionLimits;
  readonly #counts = new Map<string, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** False if the address has too many: this one was not added. */
  add(address: ClientAddress): boolean {
    if (this.#limits.isExempt(address)) return true;
    const count = this.#counts.get(address.limitKey) ?? 0;
    if (count >= this.#limits.maxPerAddress) return false;
    this.#counts.set(address.limitKey, count + 1);
    return true;
  }

  /** For each that was added, once. */
  remove(address: ClientAddress): void {
    // It was not counted, and another of its network (an IPv6 /64) may be.
    if (this.#limits.isExempt(address)) return;
    const { limitKey } = address;
    const count = (this.#counts.get(limitKey) ?? 1) - 1;
    if (count > 0) this.#counts.set(limitKey, count);
    else this.#counts.delete(limitKey);
  }
}
