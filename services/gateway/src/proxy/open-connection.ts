import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type AnswerEvents, AnswerParser } from './answer-parser.ts';

/** Where the upstream is. */
export type Target = { readonly isTls: boolean; readonly host: string; readonly port: number };

/** One call, as its connection sees it. */
export type CallEvents = AnswerEvents & {
  /** The call is on its way: from now on nobody can say whether the upstream got it. */
  onSent(connection: Connection): void;
  onFailure(): void;
};

export type ConnectionEvents = {
  /** May take the next call. */
  onIdle(connection: Connection): void;
  onClosed(connection: Connection): void;
};

/** What the kernel has is read into here and used before the next read of any connection: one is enough for all. */
const READ_BUFFER = Buffer.allocUnsafeSlow(65_536);
/** A body up to this size is written together with the head. */
const SMALL_BODY_BYTES = 16_384;

/** A connection to the upstream: one call at a time, and the first thing that is not as it should be ends it. */
export class Connection {
  readonly #socket: Socket;
  readonly #events: ConnectionEvents;
  #call: CallEvents | null = null;
  readonly #parser = new AnswerParser({
    onHead: (status, headers, whole) => this.#call?.onHead(status, headers, whole),
    onBody: (bytes) => this.#call?.onBody(bytes),
    onEnd: () => this.#ended(),
  });
  #isConnected = false;
  #waiting: { head: string; body: Buffer | null } | null = null;
  /** When it was last given back (monotonic milliseconds), and for how long it may be kept then. */
  idleSinceMs = 0;
  keepAliveSeconds: number | null = null;

  constructor(target: Target, events: ConnectionEvents) {
    this.#events = events;
    this.#socket = target.isTls ? this.#openTls(target) : this.#openTcp(target);
    this.#socket.once(target.isTls ? 'secureConnect' : 'connect', () => this.#connected());
    this.#socket.on('error', () => {});
    this.#socket.once('end', () => this.destroy());
    this.#socket.once('close', () => this.#closed());
  }

  get isOpen(): boolean {
    return !this.#socket.destroyed && this.#socket.writable;
  }

  /** `head` ends in its empty line. */
  send(call: CallEvents, head: string, body: Buffer | null): void {
    this.#call = call;
    this.#parser.begin();
    if (this.#isConnected) this.#write(head, body);
    else this.#waiting = { head, body };
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #openTcp({ host, port }: Target): Socket {
    const callback = (count: number) => {
      this.#read(READ_BUFFER.subarray(0, count));
      return true;
    };
    return connectTcp({ host, port, noDelay: true, onread: { buffer: READ_BUFFER, callback } });
  }

  #openTls({ host, port }: Target): Socket {
    const socket = connectTls({ host, port, ALPNProtocols: ['http/1.1'] });
    socket.setNoDelay(true);
    return socket.on('data', (bytes: Buffer) => this.#read(bytes));
  }

  #connected(): void {
    this.#isConnected = true;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting !== null) this.#write(waiting.head, waiting.body);
  }

  #write(head: string, body: Buffer | null): void {
    this.#call?.onSent(this);
    if (body == null || body.byteLength <= SMALL_BODY_BYTES) {
      // Latin-1 maps each byte to one character and back: the very same bytes, in one write.
      this.#socket.write(body == null ? head : head + body.toString('latin1'), 'latin1');
      return;
    }
    this.#socket.cork();
    this.#socket.write(head, 'latin1');
    this.#socket.write(body);
    this.#socket.uncork();
  }

  #read(bytes: Buffer): void {
    // Nobody asked: whatever this is, it must not become the answer of the next call.
    if (this.#call === null) return void this.destroy();
    try {
      this.#parser.read(bytes);
    } catch {
      // Whatever it was: where on this connection the next answer would begin is not known any more.
      this.#fail();
    }
  }

  #ended(): void {
    const call = this.#call;
    const seconds = this.#parser.keepAliveSeconds;
    this.#call = null;
    call?.onEnd();
    // An answer that came before the whole call was sent: what is left of it would be taken for the next one.
    const isReusable = seconds !== 0 && this.isOpen && this.#socket.writableLength === 0;
    this.keepAliveSeconds = seconds;
    if (isReusable) this.#events.onIdle(this);
    else this.destroy();
  }

  #fail(): void {
    const call = this.#call;
    this.#call = null;
    this.destroy();
    call?.onFailure();
  }

  #closed(): void {
    this.#fail();
    this.#events.onClosed(this);
  }
}
