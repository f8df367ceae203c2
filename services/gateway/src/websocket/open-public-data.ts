import { CLOSE, type MessageSocket } from './message-socket.ts';
import { type Caller, openUpstreamSocket, type UpstreamSocketDeps } from './open-upstream-socket.ts';
import type { SocketInfo } from './socket-answers.ts';
import { readPublicMessage } from './upstream-message.ts';

export type PublicData = {
  /** Data, or an answer to what was asked. */
  data(text: string): void;
  info(info: SocketInfo): void;
  lost(): void;
};

/**
 * The socket that carries public channels, opened when a client first asks for one. It has no principal, before
 * authentication and after it: nothing of an owner can ever come out of it.
 */
export class PublicChannels {
  readonly #deps: UpstreamSocketDeps;
  readonly #caller: Caller;
  readonly #data: PublicData;
  readonly #subscribed = new Set<number>();
  /** Subscriptions that were asked for and are not answered. */
  #asked = 0;
  #socket: MessageSocket | null = null;
  #isOver = false;

  constructor(deps: UpstreamSocketDeps, caller: Caller, data: PublicData) {
    this.#deps = deps;
    this.#caller = caller;
    this.#data = data;
  }

  get subscriptions(): number {
    return this.#subscribed.size + this.#asked;
  }

  get socket(): MessageSocket | null {
    return this.#socket;
  }

  countSubscription(): void {
    this.#asked++;
  }

  /** False if the upstream cannot be reached. */
  async open(): Promise<boolean> {
    const socket = await openUpstreamSocket(this.#deps, this.#caller, null, {
      message: (text) => this.#receive(text),
      ping: () => {},
      closed: () => {
        if (!this.#isOver) this.#data.lost();
      },
    }).catch(() => null);
    if (this.#isOver) socket?.close(CLOSE.normal);
    else this.#socket = socket;
    return this.#socket !== null;
  }

  close(): void {
    this.#isOver = true;
    this.#socket?.close(CLOSE.normal);
  }

  #receive(text: string): void {
    const message = readPublicMessage(text);
    switch (message.kind) {
      case 'nothing':
        return;
      case 'info':
        this.#data.info(message.info);
        return;
      case 'subscribed':
        this.#answered();
        this.#subscribed.add(message.channelId);
        break;
      case 'subscription-failed':
        this.#answered();
        break;
      case 'unsubscribed':
        this.#subscribed.delete(message.channelId);
        break;
    }
    this.#data.data(text);
  }

  #answered(): void {
    this.#asked = Math.max(this.#asked - 1, 0);
  }
}
