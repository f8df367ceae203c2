import { macOf, textBase } from '@countersign/signing';
import type { TestKey } from '@countersign/testing';
import { WebSocket } from 'ws';
import { nextNonce } from './test-gateway.ts';

export type Event = Record<string, unknown>;
type Message = Event | unknown[];

/** A client that sends what it is told and keeps everything that comes until somebody asks for it. */
export class SocketClient {
  readonly socket: WebSocket;
  readonly received: Message[] = [];
  /** The same as they came on the wire. */
  readonly texts: string[] = [];
  closeCode: number | null = null;
  #next = 0;
  #wake: () => void = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.texts.push(data.toString());
      this.received.push(JSON.parse(data.toString()) as Message);
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', (code) => {
      this.closeCode = code;
      this.#wake();
    });
  }

  /** Resolves once the server has said its welcome. */
  static async open(
    t: { teardown(fn: () => unknown): void },
    port: number,
    headers: Record<string, string> = {},
  ): Promise<SocketClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/2`, { headers, perMessageDeflate: true });
    const client = new SocketClient(socket);
    t.teardown(() => socket.terminate());
    await client.event('info');
    return client;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message that fits; those before it are passed over. Rejects if the socket ends before. */
  async next(what: string, fits: (message: Message) => boolean, withinMs = 10_000): Promise<Message> {
    const deadline = performance.now() + withinMs;
    for (;;) {
      while (this.#next < this.received.length) {
        const message = this.received[this.#next++] as Message;
        if (fits(message)) return message;
      }
      if (this.closeCode !== null) throw new Error(`closed with ${this.closeCode} before ${what}`);
      await this.#more(what, deadline);
    }
  }

  async event(name: string): Promise<Event> {
    return (await this.next(
      `the event ${name}`,
      (message) => !Array.isArray(message) && message.event === name,
    )) as Event;
  }

  async notification(type: string): Promise<unknown[]> {
    const fits = (message: Message) =>
      Array.isArray(message) && message[1] === 'n' && (message[2] as unknown[])[1] === type;
    return ((await this.next(`the notification ${type}`, fits)) as unknown[])[2] as unknown[];
  }

  /** The status that the socket was closed with. */
  async closed(withinMs = 10_000): Promise<number> {
    const deadline = performance.now() + withinMs;
    while (this.closeCode === null) await this.#more('the end', deadline);
    return this.closeCode;
  }

  /** Sends an auth event and takes its answer. */
  async authenticate(key: Pick<TestKey, 'keyId' | 'secret'>, more: Event = {}): Promise<Event> {
    this.send({ ...authEvent(key), ...more });
    return this.event('auth');
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

/** An auth event as most clients write it; `payload` is what is signed. */
export function authEvent(
  { keyId, secret }: Pick<TestKey, 'keyId' | 'secret'>,
  { nonce = nextNonce(), payload = `AUTH${nonce}` }: { nonce?: number; payload?: string } = {},
): Event {
  const authSig = macOf(secret, textBase(payload)).toString('hex');
  return { event: 'auth', apiKey: keyId, authSig, authPayload: payload, authNonce: nonce };
}
