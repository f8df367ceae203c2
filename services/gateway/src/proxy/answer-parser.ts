import { BodyReader, parseLength } from '../http1/body-reader.ts';
import { type Head, HeadReader } from '../http1/head-reader.ts';
import { eachHeaderLine } from '../http1/header-lines-of.ts';
import { MessageFault } from '../http1/message-fault.ts';

/** The headers that are looked at; `null` for one that came more than once: two opinions, of which neither counts. */
export type AnswerHeaders = {
  connection?: string | null;
  'keep-alive'?: string | null;
  'content-length'?: string | null;
  'transfer-encoding'?: string | null;
  'content-type'?: string | null;
  'content-encoding'?: string | null;
  'cache-control'?: string | null;
  'retry-after'?: string | null;
};

export type AnswerEvents = {
  /** `body` is the whole of it if it came along with the head; only good until this returns. */
  onHead(status: number, headers: AnswerHeaders, body: Buffer | null): void;
  /** A piece of the body; only good until this returns. */
  onBody(bytes: Buffer): void;
  /** The answer is complete. */
  onEnd(): void;
};

const MAX_INTERIM_ANSWERS = 32;

const NAMES: ReadonlyMap<string, keyof AnswerHeaders> = new Map(
  (
    [
      ...['connection', 'keep-alive', 'content-length', 'transfer-encoding'],
      ...['content-type', 'content-encoding', 'cache-control', 'retry-after'],
    ] as (keyof AnswerHeaders)[]
  ).map((name) => [name, name]),
);
const STATUS_LINE = /^HTTP\/1\.1 ([1-9][0-9]{2})(?: [\t\x20-\x7e\x80-\xff]*)?$/;

/**
 * Reads answers of an upstream (RFC 9112), stricter than the RFC asks: an answer that two readers could cut in two
 * places is a fault, and so is one whose end only the end of the connection would tell, since that of one broken off
 * looks the same.
 */
export class AnswerParser {
  readonly #events: AnswerEvents;
  readonly #head = new HeadReader();
  #body: BodyReader | null = null;
  #isComplete = false;
  #interim = 0;
  /** How long the upstream keeps the connection (seconds); 0 if it closes it, `null` if it does not say. */
  keepAliveSeconds: number | null = null;

  constructor(events: AnswerEvents) {
    this.#events = events;
  }

  /** What comes from now on is another answer. To be called after the end of one. */
  begin(): void {
    this.#body = null;
    this.#isComplete = false;
    this.#interim = 0;
  }

  /** @throws MessageFault */
  read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) {
      if (this.#isComplete) throw new MessageFault('there is more after the end of the answer');
      at = this.#body === null ? this.#readHead(bytes, at) : this.#readBody(this.#body, bytes, at);
    }
  }

  #readHead(bytes: Buffer, at: number): number {
    const head = this.#head.read(bytes, at);
    return head === null ? bytes.length : this.#takeHead(head, bytes, this.#head.next);
  }

  #takeHead(head: Head, bytes: Buffer, next: number): number {
    const status = statusOf(head.text);
    const headers = headersOf(head);
    if (status < 200) {
      // Framing that comes ahead of the answer (RFC 9110 §8.6, §6.1) is no part of it to one reader and is to another.
      if (status === 101 || Object.keys(headers).length > 0 || ++this.#interim > MAX_INTERIM_ANSWERS) {
        throw new MessageFault('an interim answer that is none');
      }
      return next;
    }
    this.keepAliveSeconds = keepAliveOf(headers);
    const length = lengthOf(status, headers);
    if (length !== null && bytes.length - next >= length) {
      this.#isComplete = true;
      this.#events.onHead(status, headers, bytes.subarray(next, next + length));
      this.#events.onEnd();
      return next + length;
    }
    this.#body = new BodyReader(length);
    this.#events.onHead(status, headers, null);
    return next;
  }

  #readBody(body: BodyReader, bytes: Buffer, at: number): number {
    const next = body.read(bytes, at, (piece) => this.#events.onBody(piece));
    if (body.isComplete) {
      this.#isComplete = true;
      this.#events.onEnd();
    }
    return next;
  }
}

function statusOf(head: string): number {
  const end = head.indexOf('\r\n');
  const status = STATUS_LINE.exec(end < 0 ? head : head.slice(0, end))?.[1];
  if (status === undefined) throw new MessageFault('no status line of HTTP/1.1');
  return Number(status);
}

function headersOf(head: Head): AnswerHeaders {
  const headers: AnswerHeaders = {};
  const first = head.text.indexOf('\r\n');
  if (first < 0) return headers;
  eachHeaderLine(head, first + 2, (name, value) => {
    const known = NAMES.get(name.toLowerCase());
    if (known !== undefined) headers[known] = headers[known] === undefined ? value : null;
  });
  return headers;
}

/** Bytes of the body, `null` if it comes in chunks. */
function lengthOf(status: number, headers: AnswerHeaders): number | null {
  const coding = headers['transfer-encoding'];
  const length = headers['content-length'];
  if (coding !== undefined) {
    if (length !== undefined || coding?.toLowerCase() !== 'chunked' || hasNoBody(status)) {
      throw new MessageFault('where the body ends can be read in two ways');
    }
    return null;
  }
  if (hasNoBody(status) && (length === undefined || length === '0')) return 0;
  const bytes = hasNoBody(status) ? null : parseLength(length ?? '');
  if (bytes === null) throw new MessageFault('the head does not say where the body ends');
  return bytes;
}

const hasNoBody = (status: number) => status === 204 || status === 304;

function keepAliveOf(headers: AnswerHeaders): number | null {
  const { connection } = headers;
  if (connection === null || (connection !== undefined && /close/i.test(connection))) return 0;
  const keepAlive = headers['keep-alive'];
  const seconds = keepAlive == null ? undefined : /^timeout=([0-9]{1,6})/i.exec(keepAlive)?.[1];
  return seconds === undefined ? null : Number(seconds);
}
