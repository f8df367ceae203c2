import { WebSocket } from 'ws';

export type SocketEvent = Record<string, unknown>;
export type SocketMessage = SocketEvent | unknown[];

/** A WebSocket that sends what it is told and keeps everything that comes until somebody asks for it. */
export class MessageClient {
  readonly socket: WebSocket;
  readonly received: SocketMessage[] = [];
  /** The same as they came on the wire. */
  readonly texts: string[] = [];
  closeCode: number | null = null;
  #next = 0;
  #wake: () => void = () => {};

  constructor(url: string, options: { headers?: Record<string, string>; perMessageDeflate?: boolean } = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on('message', (data) => {
      this.texts.push(data.toString());
      this.received.push(JSON.parse(data.toString()) as SocketMessage);
      this.#wake();
    });
    this.socket.on('error', () => {});
    this.socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message that fits; those before it are passed over. Rejects if the socket ends before. */
  async next(
    what: string,
    fits: (message: SocketMessage) => boolean,
    withinMs = 10_000,
  ): Promise<SocketMessage> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      while (this.#next < this.received.length) {
        const message = this.received[this.#next++] as SocketMessage;
        if (fits(message)) return message;
      }
      if (this.closeCode !== null) throw new Error(`closed with ${this.closeCode} before ${what}`);
      await this.#more(what, deadline);
    }
  }

  async event(name: string): Promise<SocketEvent> {
    const fits = (message: SocketMessage) => !Array.isArray(message) && message.event === name;
    return (await this.next(`the event ${name}`, fits)) as SocketEvent;
  }

  /** The data of the next message of this type on a channel. */
  async data(type: string, channel = 0): Promise<unknown[]> {
    const fits = (message: SocketMessage) =>
      Array.isArray(message) && message[0] === channel && message[1] === type;
    return ((await this.next(type, fits)) as unknown[])[2] as unknown[];
  }

  async notification(type: string): Promise<unknown[]> {
    const fits = (message: SocketMessage) =>
      Array.isArray(message) && message[1] === 'n' && (message[2] as unknown[])[1] === type;
    return ((await this.next(`the notification ${type}`, fits)) as unknown[])[2] as unknown[];
  }

  /** The status that the socket was closed with. */
  async closed(withinMs = 10_000): Promise<number> {
    const deadline = performance.now() + withinMs;
    while (this.closeCode === null) await this.#more('the end', deadline);
    return this.closeCode;
  }

  #more(what: string, deadline: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${what} did not come, only ${JSON.stringify(this.received.slice(-5))}`)),
        Math.max(deadline - performance.now(), 0),
      );
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
