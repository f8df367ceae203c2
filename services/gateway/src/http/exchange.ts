import { isKeyId } from '@countersign/sealing';
import type { ClientAddress } from '../addresses/client-address.ts';
import type { Allowance } from '../limits/rate-limit.ts';
import type { Outcome } from '../metrics/request-counts.ts';
import { type HeaderLines, headerLine, headerLines, joinLines, NO_LINES } from '../proxy/header-lines.ts';
import type { Reply } from '../proxy/upstream.ts';
import type { Rejection } from '../rejection.ts';
import type { InboundRequest } from '../verification/inbound-request.ts';
import type { Profile } from '../verification/profile.ts';
import type { AccessLog } from './access-log.ts';
import type { ClientConnection, Service } from './client-connection.ts';
import type { InboundHeaders } from './inbound-headers.ts';
import { loggablePath } from './loggable-path.ts';
import { asksToClose, type RequestHead } from './request-head.ts';
import { responseHead } from './response-head.ts';

export type ExchangeDeps = {
  readonly accessLog: AccessLog;
  readonly nextRequestId: () => string;
  readonly now: () => number;
  /** True while the process is going away: the client is told to connect anew for its next request. */
  readonly isDraining: () => boolean;
  readonly maxBodyBytes: number;
};

const JSON_TYPE = headerLine('content-type', 'application/json; charset=utf-8');
const CHUNKED = headerLine('transfer-encoding', 'chunked');
const LAST_CHUNK = '0\r\n\r\n';
/** A body up to this size is written together with the head. */
const SMALL_BODY_BYTES = 16_384;

/** One request and its answer. Every answer to a request that is one goes through here. */
export class Exchange implements InboundRequest, Reply, Service {
  readonly id: string;
  readonly head: RequestHead;
  /** How this client speaks, and is spoken to. */
  readonly profile: Profile;
  readonly address: ClientAddress;
  readonly #deps: ExchangeDeps;
  readonly #connection: ClientConnection;
  readonly #startedAtMs: number;
  /** Who calls, once that is certain. */
  keyId: string | null = null;
  /** What the key may still call, for whoever was let in by it. */
  allowance: Allowance | null = null;
  #status = 0;
  #rejection: Rejection | null = null;
  #isForwarded = false;
  #isBodyRead = false;
  #isChunked = false;
  #closes = false;
  #isOver = false;
  #stop: (() => void) | null = null;

  constructor(
    deps: ExchangeDeps,
    connection: ClientConnection,
    request: { readonly head: RequestHead; readonly profile: Profile; readonly address: ClientAddress },
  ) {
    this.#deps = deps;
    this.#connection = connection;
    this.id = deps.nextRequestId();
    this.head = request.head;
    this.profile = request.profile;
    this.address = request.address;
    this.#startedAtMs = deps.now();
  }

  get method(): string {
    return this.head.method;
  }

  get target(): string {
    return this.head.target;
  }

  get headers(): InboundHeaders {
    return this.head.headers;
  }

  readBody(): Buffer | Promise<Buffer | Rejection> {
    if (this.method === 'GET' && this.head.length !== 0) return Promise.resolve('body-unexpected');
    this.#isBodyRead = true;
    return this.#connection.readBody(this.#deps.maxBodyBytes, this.headers.expect !== null);
  }

  get isGone(): boolean {
    return this.#isOver;
  }

  refuse(rejection: Rejection): void {
    this.#rejection = rejection;
    if (rejection === 'client-gone') {
      this.breakOff();
      return;
    }
    const { status, body, closes, retryAfterSeconds } = this.profile.answers[rejection];
    if (closes) this.#closes = true;
    const retry =
      retryAfterSeconds === null ? NO_LINES : headerLine('retry-after', String(retryAfterSeconds));
    this.#send(status, body, retry);
  }

  answer(status: number, body: Buffer): void {
    this.#send(status, body, NO_LINES);
  }

  start(status: number, headers: HeaderLines, hasLength: boolean): void {
    this.#isForwarded = true;
    this.#isChunked = !hasLength;
    this.#connection.write(this.#open(status, hasLength ? headers : joinLines(headers, CHUNKED)));
  }

  answerWhole(status: number, headers: HeaderLines, body: Buffer): void {
    this.#isForwarded = true;
    this.#write(this.#open(status, headers), body);
  }

  write(chunk: Buffer): boolean {
    const size = this.#isChunked ? `${chunk.byteLength.toString(16)}\r\n` : '';
    return this.#connection.writeAll(this.#isChunked ? [size, chunk, '\r\n'] : [chunk]);
  }

  whenDrained(resume: () => void): void {
    this.#connection.whenDrained(resume);
  }

  end(): void {
    if (this.#isChunked) this.#connection.write(LAST_CHUNK);
    this.#connection.finish(this.#closes);
  }

  breakOff(): void {
    if (!this.#isOver) this.#connection.destroy();
  }

  whenGone(stop: () => void): void {
    this.#stop = stop;
  }

  onLeft(): void {
    this.#isOver = true;
    this.#log(this.#rejection ?? (this.#isForwarded ? 'forwarded' : 'answered'));
  }

  onGone(): void {
    this.#isOver = true;
    this.#log(this.#rejection ?? (this.#isForwarded ? 'broken-off' : 'client-gone'));
    this.#stop?.();
  }

  #send(status: number, body: Buffer, more: HeaderLines): void {
    if (this.#isOver || this.#status !== 0) {
      this.breakOff();
      return;
    }
    const type = body.byteLength === 0 ? NO_LINES : JSON_TYPE;
    const length = headerLine('content-length', String(body.byteLength));
    this.#write(this.#open(status, joinLines(type, length, more)), body);
  }

  #open(status: number, lines: HeaderLines): string {
    this.#status = status;
    // A body that nobody asked for may come or not: what comes next must not be taken for it.
    const isUncertain = this.headers.expect !== null && !this.#isBodyRead;
    if (isUncertain || this.#connection.hasUnwantedBody || asksToClose(this.headers)) this.#closes = true;
    if (this.#deps.isDraining()) this.#closes = true;
    const id = headerLine('x-request-id', this.id);
    const allowance = this.allowance === null ? NO_LINES : rateLimitLines(this.allowance);
    return responseHead(status, this.#closes, joinLines(lines, id, allowance));
  }

  #write(head: string, body: Buffer): void {
    // The answer to HEAD ends with its head (RFC 9110 §9.3.2).
    if (this.method === 'HEAD') this.#connection.write(head);
    // Latin-1 maps each byte to one character and back: the very same bytes, in one write with the head.
    else if (body.byteLength <= SMALL_BODY_BYTES) this.#connection.write(head + body.toString('latin1'));
    else this.#connection.writeAll([head, Buffer.from(body)]);
    this.#connection.finish(this.#closes);
  }

  #log(outcome: Outcome): void {
    const { accessLog, now } = this.#deps;
    const { method, target, headers } = this;
    const entry = {
      requestId: this.id,
      method,
      path: loggablePath(target),
      status: this.#status,
      rejection: this.#rejection,
      // Whatever key is named beside a token, it is not the one that calls.
      keyId: this.keyId ?? (headers.token === null ? loggableKeyId(headers.keyId ?? headers.v1KeyId) : null),
      ip: this.address.text,
      durationMs: Math.round((now() - this.#startedAtMs) * 1_000) / 1_000,
    };
    accessLog.add(entry, outcome);
  }
}

/** By the names that the key service uses, too. */
const rateLimitLines = ({ limit, remaining, resetSeconds }: Allowance) =>
  headerLines([
    ...['ratelimit-limit', String(limit), 'ratelimit-remaining', String(remaining)],
    ...['ratelimit-reset', String(resetSeconds)],
  ]);
const loggableKeyId = (text: string | null) => (text !== null && isKeyId(text) ? text : null);
