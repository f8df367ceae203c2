import { setTimeout as delay } from 'node:timers/promises';
import type { ClientAddress } from '../addresses/client-address.ts';
import { Tally } from '../metrics/tally.ts';
import { type Ending, FAREWELLS } from './farewells.ts';
import type { SocketSession } from './serve-socket.ts';

export type OpenSocketsOptions = {
  readonly maxSockets: number;
  readonly maxPerAddress: number;
  /** Addresses that are not counted. */
  readonly isExempt: (address: ClientAddress) => boolean;
  readonly sweepMs: number;
  readonly farewellMs: number;
};

/**
 * All open sockets. Whether or not their clients say anything, their keys are looked at every `sweepMs`: an ended key
 * must not go on listening either.
 */
export class OpenSockets {
  readonly #options: OpenSocketsOptions;
  readonly #sessions = new Set<SocketSession>();
  readonly #counts = new Map<string, number>();
  readonly endings = new Tally<Ending | 'client'>(['client', ...(Object.keys(FAREWELLS) as Ending[])]);
  readonly #timer: NodeJS.Timeout;
  #isSweeping = false;
  #isOver = false;
  #empty = Promise.withResolvers<void>();

  constructor(options: OpenSocketsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#sweep(), options.sweepMs).unref();
  }

  get size(): number {
    return this.#sessions.size;
  }

  hasRoomFor(address: ClientAddress): boolean {
    if (this.#sessions.size >= this.#options.maxSockets) return false;
    if (this.#options.isExempt(address)) return true;
    return (this.#counts.get(address.limitKey) ?? 0) < this.#options.maxPerAddress;
  }

  add(session: SocketSession): void {
    const { limitKey } = session.caller.address;
    this.#sessions.add(session);
    this.#counts.set(limitKey, (this.#counts.get(limitKey) ?? 0) + 1);
    if (this.#isOver) session.end('draining');
  }

  delete(session: SocketSession): void {
    const { limitKey } = session.caller.address;
    if (!this.#sessions.delete(session)) return;
    this.endings.add(session.ending ?? 'client');
    const count = (this.#counts.get(limitKey) ?? 1) - 1;
    if (count > 0) this.#counts.set(limitKey, count);
    else this.#counts.delete(limitKey);
    if (this.#sessions.size > 0) return;
    this.#empty.resolve();
    this.#empty = Promise.withResolvers();
  }

  /** After `drainMs`, in which new ones may still come: tells every client to reconnect, then ends its socket. */
  async goAway(drainMs: number): Promise<void> {
    await delay(drainMs);
    if (this.#sessions.size > 0) {
      for (const session of this.#sessions) session.announceEnd();
      await delay(this.#options.farewellMs);
    }
    clearInterval(this.#timer);
    this.#isOver = true;
    for (const session of this.#sessions) session.end('draining');
    // Each closes in its time or is cut off; what it has to say of itself is said then.
    if (this.#sessions.size > 0) await this.#empty.promise;
  }

  async #sweep(): Promise<void> {
    // A database that is slow is asked once, not once more every second.
    if (this.#isSweeping) return;
    this.#isSweeping = true;
    const looks = [...this.#sessions].map(async (session) => {
      const { owner } = session;
      if (owner !== null) await session.confirm(owner).catch(() => session.unconfirmed());
    });
    await Promise.all(looks);
    this.#isSweeping = false;
  }
}
