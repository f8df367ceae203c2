import type { IncomingMessage, ServerResponse } from 'node:http';
import { isKeyId } from '@countersign/sealing';
import type { ClientAddress } from '../addresses/client-address.ts';
import type { Allowance } from '../limits/rate-limit.ts';
import type { Outcome } from '../metrics/request-counts.ts';
import type { Reply } from '../proxy/upstream.ts';
import type { Rejection } from '../rejection.ts';
import type { Profile } from '../verification/profile.ts';
import type { AccessLog } from './access-log.ts';
import type { InboundHeaders } from './inbound-headers.ts';
import { loggablePath } from './loggable-path.ts';
import { announcesBody } from './read-body.ts';

export type ExchangeParts = {
  readonly id: string;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: InboundHeaders;
  /** How this client speaks, and is spoken to. */
  readonly profile: Profile;
  /** The client waits for `100 Continue` before it sends its body. */
  readonly expectsContinue: boolean;
  readonly address: ClientAddress;
  readonly startedAtMs: number;
  readonly accessLog: AccessLog;
  readonly now: () => number;
  /** True while the process is going away: the client is told to connect anew for its next request. */
  readonly isDraining: () => boolean;
  /** Called once, when the answer has left or nobody waits for it any more. */
  readonly onClosed: () => void;
};

const JSON_TYPE = 'application/json; charset=utf-8';
/** A body that was not read and is at most this long is passed over, so that the connection can be used again. */
const MAX_SKIPPED_BYTES = 65_536;
/** A body up to this size is written together with the head. */
const SMALL_BODY_BYTES = 16_384;

/** One request and its answer. Everything that is ever written to a client in HTTP goes through here. */
export class Exchange implements Reply {
  readonly parts: ExchangeParts;
  /** Set when the body is being read: what was not read must not stay in the way of the next request. */
  isBodyRead = false;
  /** Whose token was shown, once that is certain. */
  tokenKeyId: string | null = null;
  /** What the key may still call, for whoever was let in by it. */
  allowance: Allowance | null = null;
  #status = 0;
  #rejection: Rejection | null = null;
  #isForwarded = false;
  #stop: (() => void) | null = null;

  constructor(parts: ExchangeParts) {
    this.parts = parts;
    parts.response.on('close', () => this.#close());
  }

  get isGone(): boolean {
    return this.parts.response.destroyed;
  }

  refuse(rejection: Rejection): void {
    this.#rejection = rejection;
    const answer = this.parts.profile.answers[rejection];
    if (rejection === 'client-gone') {
      this.breakOff();
      return;
    }
    if (answer.closes) this.parts.response.shouldKeepAlive = false;
    const retry = answer.retryAfterSeconds;
    const more = retry === null ? [] : ['retry-after', String(retry)];
    this.#send(answer.status, answer.body, more);
  }

  answer(status: number, body: Buffer): void {
    this.#send(status, body, []);
  }

  start(status: number, headers: string[]): void {
    this.#isForwarded = true;
    this.#head(status, headers);
  }

  answerWhole(status: number, headers: string[], body: Buffer): void {
    this.#isForwarded = true;
    this.#head(status, headers);
    // Latin-1 maps each byte to one character and back: the very same bytes, in one write with the head.
    if (body.byteLength <= SMALL_BODY_BYTES) this.parts.response.end(body.toString('latin1'), 'latin1');
    else this.parts.response.end(Buffer.from(body));
  }

  write(chunk: Buffer): boolean {
    return this.parts.response.write(chunk);
  }

  whenDrained(resume: () => void): void {
    this.parts.response.once('drain', resume);
  }

  end(): void {
    this.parts.response.end();
  }

  breakOff(): void {
    this.parts.response.destroy();
  }

  whenGone(stop: () => void): void {
    this.#stop = stop;
  }

  #close(): void {
    const { response, onClosed } = this.parts;
    onClosed();
    this.#log();
    if (!response.writableFinished) this.#stop?.();
  }

  #send(status: number, body: Buffer, more: string[]): void {
    if (this.isGone || this.parts.response.headersSent) {
      this.breakOff();
      return;
    }
    if (this.#hasUnreadBody()) this.parts.response.shouldKeepAlive = false;
    const type = body.byteLength === 0 ? [] : ['content-type', JSON_TYPE];
    this.#head(status, [...type, 'content-length', String(body.byteLength), ...more]);
    this.parts.response.end(body);
  }

  #head(status: number, headers: string[]): void {
    const { response, id, isDraining } = this.parts;
    this.#status = status;
    if (isDraining()) response.shouldKeepAlive = false;
    headers.push('x-request-id', id);
    if (this.allowance !== null) headers.push(...rateLimitHeaders(this.allowance));
    response.writeHead(status, headers);
  }

  #hasUnreadBody(): boolean {
    const { contentLength, transferEncoding } = this.parts.headers;
    if (this.isBodyRead || !announcesBody(contentLength, transferEncoding)) return false;
    // Node closes by itself where the client waited for `100 Continue` in vain: its body may still come or not.
    return transferEncoding !== null || Number(contentLength) > MAX_SKIPPED_BYTES;
  }

  #log(): void {
    const { id, message, headers, address, accessLog, startedAtMs, now } = this.parts;
    const entry = {
      requestId: id,
      method: message.method ?? '',
      path: loggablePath(message.url ?? ''),
      status: this.#status,
      rejection: this.#rejection,
      // Whatever key is named beside a token, it is not the one that calls.
      keyId: headers.token === null ? loggableKeyId(headers.keyId ?? headers.v1KeyId) : this.tokenKeyId,
      ip: address.text,
      durationMs: Math.round((now() - startedAtMs) * 1_000) / 1_000,
    };
    accessLog.add(entry, this.#outcome());
  }

  #outcome(): Outcome {
    if (this.#rejection !== null) return this.#rejection;
    const isWhole = this.parts.response.writableFinished;
    if (this.#isForwarded) return isWhole ? 'forwarded' : 'broken-off';
    return isWhole ? 'answered' : 'client-gone';
  }
}

/** By the names that the key service uses, too. */
const rateLimitHeaders = ({ limit, remaining, resetSeconds }: Allowance) => [
  ...['ratelimit-limit', String(limit), 'ratelimit-remaining', String(remaining)],
  ...['ratelimit-reset', String(resetSeconds)],
];
const loggableKeyId = (text: string | null) => (text !== null && isKeyId(text) ? text : null);
