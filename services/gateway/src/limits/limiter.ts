import { type Allowance, allowanceOf, type Rate, take } from './rate-limit.ts';
import type { SharedRates } from './shared-rates.ts';

export type LimiterOptions = {
  readonly name: string;
  readonly rate: Rate;
  /** How many clients are remembered at most. */
  readonly maxClients: number;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  /** Where several gateways add up what they counted; `null` keeps it to this process. */
  readonly shared: SharedRates | null;
};

/**
 * Counts requests a client and says when it is too many. Always decided here and at once, from memory; what the
 * other gateways counted arrives a moment later through `shared`, and when that is away each counts for itself.
 */
export class Limiter {
  readonly #options: LimiterOptions;
  readonly #wholeAtMs = new Map<string, number>();

  constructor(options: LimiterOptions) {
    this.#options = options;
    options.shared?.register(options.name, options.rate, (client, inMs) => this.#adopt(client, inMs));
  }

  /** True if the client may; a refused request takes nothing from its allowance. */
  take(client: string): boolean {
    const { rate, now, shared, name } = this.#options;
    const nowMs = now();
    const known = this.#wholeAtMs.get(client);
    const { isAllowed, wholeAtMs } = take(rate, known ?? 0, nowMs);
    if (!isAllowed) return false;
    if (known === undefined) this.#makeRoom(nowMs);
    this.#wholeAtMs.set(client, wholeAtMs);
    shared?.add(name, client);
    return true;
  }

  /** What the client may still do, by what is known here. */
  allowanceOf(client: string): Allowance {
    const { rate, now } = this.#options;
    return allowanceOf(rate, this.#wholeAtMs.get(client) ?? 0, now());
  }

  get size(): number {
    return this.#wholeAtMs.size;
  }

  /** All gateways together used so much that the allowance is whole in `inMs`. */
  #adopt(client: string, inMs: number): void {
    const wholeAtMs = this.#options.now() + inMs;
    const known = this.#wholeAtMs.get(client);
    if (known !== undefined && wholeAtMs > known) this.#wholeAtMs.set(client, wholeAtMs);
  }

  /** Forgets clients whose allowance is whole, oldest first; if all are busy, the oldest goes all the same. */
  #makeRoom(nowMs: number): void {
    if (this.#wholeAtMs.size < this.#options.maxClients) return;
    let looks = 0;
    for (const [client, wholeAtMs] of this.#wholeAtMs) {
      if (wholeAtMs <= nowMs || looks === 0) this.#wholeAtMs.delete(client);
      // A few a call: the map shrinks faster than it grows, and no request pays for all of it.
      if (++looks === 8) return;
    }
  }
}
