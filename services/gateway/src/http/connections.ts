import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { type ClientAddress, clientAddress } from '../addresses/client-address.ts';

/** The other end of a connection, worked out once a connection and not once a request. */
export type Peer = {
  readonly address: ClientAddress;
  /** Requests of this connection that are being served. */
  active: number;
  /** The request that came last, maybe not yet to its end. */
  latest: IncomingMessage | null;
  /** Nothing that comes after this request is looked at: where the next one would begin is not certain. */
  last: IncomingMessage | null;
};

/** True while a request that was read to its end waits for its answer: anything else written now would pass for it. */
export function owesAnswer({ active, latest }: Peer): boolean {
  const unfinished = latest === null || latest.complete ? 0 : 1;
  return active > unfinished;
}

export type ConnectionLimits = {
  readonly maxPerAddress: number;
  /** Peers that are not counted: trusted proxies, and loopback where limits are relaxed. */
  readonly isExempt: (address: ClientAddress) => boolean;
};

/** Who is connected, and how often. */
export class Connections {
  readonly #limits: ConnectionLimits;
  readonly #peers = new WeakMap<Socket, Peer>();
  readonly #counts = new Map<string, number>();

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
  }

  /** Closes the connection at once if its address has too many. */
  open(socket: Socket): void {
    const address = clientAddress(socket.remoteAddress ?? '');
    this.#peers.set(socket, { address, active: 0, latest: null, last: null });
    if (this.#limits.isExempt(address)) return;
    const { limitKey } = address;
    const count = (this.#counts.get(limitKey) ?? 0) + 1;
    this.#counts.set(limitKey, count);
    socket.once('close', () => this.#closed(limitKey));
    if (count > this.#limits.maxPerAddress) socket.destroy();
  }

  peerOf(socket: Socket): Peer {
    const known = this.#peers.get(socket);
    if (known !== undefined) return known;
    const peer: Peer = {
      address: clientAddress(socket.remoteAddress ?? ''),
      active: 0,
      latest: null,
      last: null,
    };
    this.#peers.set(socket, peer);
    return peer;
  }

  /** Makes this the last request of its connection. */
  endWith(message: IncomingMessage): void {
    this.peerOf(message.socket).last ??= message;
  }

  #closed(limitKey: string): void {
    const count = (this.#counts.get(limitKey) ?? 1) - 1;
    if (count > 0) this.#counts.set(limitKey, count);
    else this.#counts.delete(limitKey);
  }
}
