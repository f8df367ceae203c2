import type { Socket } from 'node:net';
import type { ClientAddress } from '../addresses/client-address.ts';
import { BodyReader } from '../http1/body-reader.ts';
import { HeadReader } from '../http1/head-reader.ts';
import { type FaultStatus, MessageFault } from '../http1/message-fault.ts';
import type { Rejection } from '../rejection.ts';
import { BodyCollector } from './body-collector.ts';
import { parseRequestHead, type RequestHead } from './request-head.ts';
import { bareAnswer, CONTINUE } from './response-head.ts';

/** A request that is being served. */
export type Service = {
  /** All of its answer has left. */
  onLeft(): void;
  /** Nobody waits for the answer any more. */
  onGone(): void;
};

export type ConnectionEvents = {
  /** A request whose head is whole, and whose body may be. Its answer may be there when this returns. */
  onRequest(connection: ClientConnection, head: RequestHead): void;
  /** Takes the connection over if the request asks for something else than HTTP and may. */
  takesOver(connection: ClientConnection, head: RequestHead): boolean;
  onClosed(connection: ClientConnection): void;
};

export type ConnectionTimes = {
  /** From the first byte of a request to the end of its head, and to the end of its body. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** No byte either way for so long: nobody is there any more. */
  readonly idleMs: number;
  /**
   * How long what a client is still sending is thrown away after the last byte of an answer that ends the connection: closed
   * at once, the client's system would throw the answer away (RFC 9112 §9.6).
   */
  readonly lingerMs: number;
};

const NO_BYTES = Buffer.alloc(0) as Buffer;
/** What may wait of requests that were sent before the answer to the one in service. */
const MAX_HELD_BYTES = 65_536;
/** A body that nobody wants and that is at most this long is passed over, so that the connection can be used again. */
const MAX_SKIPPED_BYTES = 65_536;
/**
 * A client's connection: one request after another, each read only once the one before was answered, so that nothing
 * on it can ever take another's place.
 */
export class ClientConnection {
  readonly socket: Socket;
  /** The other end, worked out once a connection and not once a request. */
  readonly address: ClientAddress;
  readonly #events: ConnectionEvents;
  readonly #times: ConnectionTimes;
  readonly #now: () => number;
  readonly #heads = new HeadReader();
  /** Came before it could be looked at. */
  #held: Buffer = NO_BYTES;
  #service: Service | null = null;
  /** The body of the request that was begun last, until it was read to its end. */
  #body: BodyReader | null = null;
  #length: number | null = 0;
  #collector: BodyCollector | null = null;
  /** The body that came along with its head. */
  #wholeBody: Buffer | null = null;
  #hasAnswerBegun = false;
  #isTaking = false;
  #isEnding = false;
  /** No further request is waited for. */
  #isLeaving = false;
  /** Since when a request is unfinished (monotonic); 0 while none is. */
  #unfinishedSinceMs = 0;

  constructor(
    socket: Socket,
    address: ClientAddress,
    parts: { events: ConnectionEvents; times: ConnectionTimes; now: () => number },
  ) {
    this.socket = socket;
    this.address = address;
    this.#events = parts.events;
    this.#times = parts.times;
    this.#now = parts.now;
    socket.setTimeout(parts.times.idleMs, () => this.destroy());
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('close', this.#onClose);
    socket.on('error', ignore);
  }

  /** True between two requests. */
  get isIdle(): boolean {
    return this.#service === null && this.#body === null && this.#heads.isEmpty;
  }

  /** Makes `service` the one that the connection belongs to until `finish`. To be called by `onRequest`, first thing. */
  serve(service: Service): void {
    this.#service = service;
  }

  /**
   * The body of the request in service.
   *
   * @param expectsContinue the client waits for a word before it sends its body (RFC 9110 §10.1.1)
   */
  readBody(maxBytes: number, expectsContinue: boolean): Buffer | Promise<Buffer | Rejection> {
    if ((this.#length ?? 0) > maxBytes) return Promise.resolve('body-too-large');
    if (this.#wholeBody !== null) return this.#wholeBody;
    this.#collector = new BodyCollector(maxBytes);
    if (expectsContinue) this.socket.write(CONTINUE);
    return this.#collector.body;
  }

  /** True if what comes next on the connection may be so much of a body that nobody wants that it is better closed. */
  get hasUnwantedBody(): boolean {
    if (this.#body === null) return false;
    return this.#collector !== null || this.#length === null || this.#length > MAX_SKIPPED_BYTES;
  }

  /** False asks to wait for `whenDrained`. */
  write(text: string): boolean {
    this.#hasAnswerBegun = true;
    return this.socket.write(text, 'latin1');
  }

  /** Several pieces in one go; strings are Latin-1. */
  writeAll(pieces: readonly (string | Buffer)[]): boolean {
    this.#hasAnswerBegun = true;
    this.socket.cork();
    for (const piece of pieces) {
      if (typeof piece === 'string') this.socket.write(piece, 'latin1');
      else this.socket.write(piece);
    }
    this.socket.uncork();
    return !this.socket.writableNeedDrain;
  }

  whenDrained(resume: () => void): void {
    this.socket.once('drain', resume);
  }

  /** The answer was written to its end. */
  finish(closes: boolean): void {
    // It will not leave, and what else the client has sent is served no more: `#onClose` follows.
    if (this.socket.destroyed) return;
    if (closes) this.#end();
    if (this.socket.writableLength === 0) {
      this.#left();
      return;
    }
    const service = this.#service;
    const left = (error?: Error | null) => {
      if (error == null && this.#service === service) this.#left();
    };
    if (closes) this.socket.once('finish', left);
    else this.socket.write('', left);
  }

  #left(): void {
    const service = this.#service;
    this.#service = null;
    this.#collector = null;
    this.#wholeBody = null;
    this.#hasAnswerBegun = false;
    service?.onLeft();
    if (!this.#isTaking && !this.#isEnding) this.#goOn();
  }

  /** To be called now and then: gives up a request that does not come to an end. */
  look(nowMs: number): void {
    if (this.#unfinishedSinceMs === 0) return;
    const { headersMs, requestMs } = this.#times;
    const isLate = nowMs - this.#unfinishedSinceMs >= (this.#body === null ? headersMs : requestMs);
    if (isLate) this.#refuse(408);
  }

  /** Ends the connection as soon as it is idle: an answer on its way would be lost. */
  closeOnceIdle(): void {
    this.#isLeaving = true;
    if (this.isIdle) this.#end();
  }

  /** Lets go of the socket for good: it is somebody else's now. Returns what was read and belongs to it. */
  release(): Buffer {
    this.socket.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onClose);
    this.socket.setTimeout(0).removeAllListeners('timeout');
    this.#isEnding = true;
    const rest = this.#held;
    this.#held = NO_BYTES;
    return rest;
  }

  destroy(): void {
    this.socket.destroy();
  }

  readonly #onData = (bytes: Buffer): void => {
    if (this.#isEnding) return;
    if (this.#held.length === 0) this.#take(bytes);
    else this.#hold(Buffer.concat([this.#held, bytes]));
  };

  /** Nobody who has closed their side still waits for an answer: what was written leaves, nothing else does. */
  readonly #onEnd = (): void => {
    this.#lose();
    this.#end();
  };

  readonly #onClose = (): void => {
    this.#lose();
    this.#events.onClosed(this);
  };

  #goOn(): void {
    const held = this.#held;
    this.#held = NO_BYTES;
    if (this.socket.isPaused()) this.socket.resume();
    if (held.length > 0) this.#take(held);
    else if (this.#isLeaving && this.isIdle) this.#end();
  }

  #take(bytes: Buffer): void {
    this.#isTaking = true;
    let at = 0;
    try {
      while (at < bytes.length && !this.#isEnding) {
        if (this.#body !== null) at = this.#readBody(this.#body, bytes, at);
        else if (this.#service === null) at = this.#readHead(bytes, at);
        else break;
      }
    } catch (error) {
      if (!(error instanceof MessageFault)) throw error;
      this.#refuse(error.status);
      return;
    } finally {
      this.#isTaking = false;
    }
    if (this.#isEnding) return;
    if (at < bytes.length) this.#hold(at === 0 ? bytes : bytes.subarray(at));
    const isUnfinished = this.#body !== null || !this.#heads.isEmpty;
    if (!isUnfinished) this.#unfinishedSinceMs = 0;
    else if (this.#unfinishedSinceMs === 0) this.#unfinishedSinceMs = this.#now();
  }

  #hold(bytes: Buffer): void {
    this.#held = bytes;
    if (bytes.length > MAX_HELD_BYTES) this.socket.pause();
  }

  #readHead(bytes: Buffer, at: number): number {
    const read = this.#heads.read(bytes, at);
    if (read === null) return bytes.length;
    const { next } = this.#heads;
    const head = parseRequestHead(read);
    const { length } = head;
    this.#length = length;
    const isWhole = length !== null && bytes.length - next >= length;
    this.#body = isWhole ? null : new BodyReader(length);
    const end = isWhole ? next + length : next;
    this.#wholeBody = !isWhole ? null : length === 0 ? NO_BYTES : bytes.subarray(next, end);
    if (isWhole) this.#unfinishedSinceMs = 0;
    if (head.headers.upgrade === null || !this.#isTakenOver(head, bytes.subarray(end))) {
      this.#events.onRequest(this, head);
    }
    return end;
  }

  #isTakenOver(head: RequestHead, rest: Buffer): boolean {
    this.#held = rest;
    if (this.#events.takesOver(this, head)) return true;
    this.#held = NO_BYTES;
    return false;
  }

  #readBody(body: BodyReader, bytes: Buffer, at: number): number {
    const next = body.read(bytes, at, (piece) => {
      if (this.#collector?.add(piece) === false) this.#collector = null;
    });
    if (!body.isComplete) return next;
    this.#body = null;
    this.#unfinishedSinceMs = 0;
    this.#collector?.end();
    this.#collector = null;
    return next;
  }

  /** Bytes that are no HTTP, or a request that never ends: where the next one would begin cannot be known. */
  #refuse(status: FaultStatus): void {
    // A second answer to one request would be taken for the answer to the next.
    const isAnswered = this.#hasAnswerBegun || (this.#body !== null && this.#service === null);
    if (isAnswered) {
      this.destroy();
      return;
    }
    this.socket.write(bareAnswer(status), 'latin1');
    this.#lose();
    this.#end();
  }

  /** Who is being served will get no answer. */
  #lose(): void {
    const service = this.#service;
    this.#service = null;
    this.#collector?.lose();
    this.#collector = null;
    service?.onGone();
  }

  /** Nothing more is read, what was written leaves, and the other side has a moment to take it. */
  #end(): void {
    this.#isEnding = true;
    this.#held = NO_BYTES;
    this.#unfinishedSinceMs = 0;
    // However long the client takes over the answer; that it takes nothing, the idle time ends.
    this.socket.end(() => setTimeout(() => this.destroy(), this.#times.lingerMs).unref());
    this.socket.resume();
  }
}

function ignore(): void {}
