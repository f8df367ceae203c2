import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { WebSocket } from 'ws';
import { asGatewayFor, TEST_TOKEN } from './test-exchange.ts';

type Message = Record<string, unknown> | unknown[];
type Teardown = { teardown(fn: () => unknown): void };

/** A socket as the gateway opens it; `user` is whom it vouches for. */
export class TestSocket {
  readonly received: Message[] = [];
  readonly socket: WebSocket;
  #next = 0;
  #wake: () => void = () => {};

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data) => {
      this.received.push(JSON.parse(data.toString()) as Message);
      this.#wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => this.#wake());
  }

  static async open(t: Teardown, app: FastifyInstance, user: string | null): Promise<TestSocket> {
    if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 });
    const headers = user === null ? { 'countersign-upstream-token': TEST_TOKEN } : asGatewayFor(user);
    const { port } = app.server.address() as AddressInfo;
    const opened = new TestSocket(new WebSocket(`ws://127.0.0.1:${port}/ws/2`, { headers }));
    t.teardown(() => opened.socket.terminate());
    await opened.event('info');
    return opened;
  }

  send(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next message that fits; those before it are passed over. */
  async next(what: string, fits: (message: Message) => boolean): Promise<Message> {
    const deadline = performance.now() + 10_000;
    for (;;) {
      while (this.#next < this.received.length) {
        const message = this.received[this.#next++] as Message;
        if (fits(message)) return message;
      }
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error(`closed before ${what}`);
      await this.#more(what, deadline);
    }
  }

  async event(name: string): Promise<Record<string, unknown>> {
    return (await this.next(name, (m) => !Array.isArray(m) && m.event === name)) as Record<string, unknown>;
  }

  /** The data of the next message of this type on a channel. */
  async data(type: string, channel = 0): Promise<unknown[]> {
    const message = await this.next(type, (m) => Array.isArray(m) && m[0] === channel && m[1] === type);
    return (message as unknown[])[2] as unknown[];
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
