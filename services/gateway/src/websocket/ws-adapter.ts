import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import {
  CLOSE,
  type MessageSocket,
  type MessageSocketEvents,
  type MessageSocketLimits,
} from './message-socket.ts';

/** A request for a WebSocket; headers by name in lower case. */
export type SocketRequest = { readonly method: string; readonly headers: Record<string, string> };

/** Takes a request that asked for a WebSocket, answers it, and hands over the socket. */
export type AcceptSocket = (
  request: SocketRequest,
  socket: Duplex,
  head: Buffer,
  /** Not called if the handshake itself is wrong: that is answered here. */
  onOpen: (open: (events: MessageSocketEvents) => MessageSocket) => void,
) => void;

/** Accepts sockets for a server that listens elsewhere. Nothing is compressed and no subprotocol is agreed on. */
export function socketAcceptor(limits: MessageSocketLimits): AcceptSocket {
  const server = new WebSocketServer({
    ...options(limits),
    noServer: true,
    clientTracking: false,
    handleProtocols: () => false,
  });
  return (request, socket, head, onOpen) => {
    // All that the library reads of a request (ws 8.23).
    server.handleUpgrade(request as IncomingMessage, socket, head, (ws) => {
      onOpen((events) => new WsSocket(ws, events, limits));
    });
  };
}

export type ConnectSocketOptions = {
  readonly url: string;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  readonly connectMs: number;
};

/** Opens a socket to a server. Rejects if that does not succeed in time; no redirect is followed. */
export function connectSocket(
  { url, headers, connectMs }: ConnectSocketOptions,
  limits: MessageSocketLimits,
  events: MessageSocketEvents,
): Promise<MessageSocket> {
  const { promise, resolve, reject } = Promise.withResolvers<MessageSocket>();
  const ws = new WebSocket(url, {
    ...options(limits),
    headers: Object.fromEntries(
      headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1] ?? '']] : [])),
    ),
    handshakeTimeout: connectMs,
    followRedirects: false,
  });
  ws.once('open', () => resolve(new WsSocket(ws, events, limits)));
  // Whatever goes wrong before `open` ends in this, a refused handshake included.
  ws.once('error', reject);
  return promise;
}

function options({ maxMessageBytes, maxFragments }: MessageSocketLimits) {
  return {
    perMessageDeflate: false,
    maxPayload: maxMessageBytes,
    maxFragments,
    autoPong: false,
    skipUTF8Validation: false,
  };
}

/** One answer may be on its way still, or wait to be read where this process was busy. */
const MAX_UNANSWERED = 2;

class WsSocket implements MessageSocket {
  readonly #ws: WebSocket;
  readonly #limits: MessageSocketLimits;
  readonly #pinging: NodeJS.Timeout;
  /** Pings since the last answer. */
  #unanswered = 0;
  /** Messages that have left, now and at the last ping, and pings since any did while too much is unsent. */
  #left = 0;
  #leftBefore = 0;
  #stalled = 0;
  #waiting: (() => void)[] = [];

  constructor(ws: WebSocket, events: MessageSocketEvents, limits: MessageSocketLimits) {
    this.#ws = ws;
    this.#limits = limits;
    ws.on('message', (data: Buffer, isBinary) => {
      if (isBinary && !isUtf8(data)) return this.close(CLOSE.notUtf8);
      events.message(data.toString('utf8'));
    });
    ws.on('ping', (data: Buffer) => {
      events.ping();
      if (this.unsentBytes <= limits.maxUnsentBytes && this.isOpen) ws.pong(data);
    });
    ws.on('pong', () => {
      this.#unanswered = 0;
    });
    // What goes wrong ends in `close`, which is told.
    ws.on('error', () => {});
    ws.once('close', () => {
      clearInterval(this.#pinging);
      this.#wake();
      events.closed();
    });
    this.#pinging = setInterval(() => this.#ping(), limits.pingMs).unref();
  }

  get isOpen(): boolean {
    return this.#ws.readyState === WebSocket.OPEN;
  }

  get unsentBytes(): number {
    return this.#ws.bufferedAmount;
  }

  send(text: string): void {
    if (!this.isOpen) return;
    this.#ws.send(text, { binary: false }, () => {
      this.#left++;
      if (this.unsentBytes <= this.#limits.maxUnsentBytes) this.#wake();
    });
  }

  drained(): Promise<void> {
    if (!this.isOpen || this.unsentBytes <= this.#limits.maxUnsentBytes) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    return promise;
  }

  pause(): void {
    this.#ws.pause();
  }

  resume(): void {
    // An answer may have come while nothing was read.
    this.#unanswered = 0;
    this.#ws.resume();
  }

  close(code: number): void {
    this.#ws.close(code);
    // A paused socket would never read the other side's part of the handshake.
    this.#ws.resume();
    setTimeout(() => this.terminate(), this.#limits.closeMs).unref();
  }

  terminate(): void {
    this.#ws.terminate();
  }

  #ping(): void {
    const isStalled = this.unsentBytes > this.#limits.maxUnsentBytes && this.#left === this.#leftBefore;
    this.#stalled = isStalled ? this.#stalled + 1 : 0;
    this.#leftBefore = this.#left;
    // While it is paused nothing is read, an answer neither: its silence proves nothing, but that it takes nothing does.
    const isSilent = this.#unanswered >= MAX_UNANSWERED && !this.#ws.isPaused;
    if (isSilent || this.#stalled >= MAX_UNANSWERED) this.terminate();
    this.#unanswered++;
    if (this.isOpen) this.#ws.ping();
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
