/**
 * The headers that are looked at, by lower-case name; `null` for one that came more than once: two opinions, of which
 * neither counts.
 */
export type AnswerHeaders = ReadonlyMap<string, string | null>;

export type AnswerEvents = {
  /** `body` is the whole of it if it came along with the head; only good until this returns. */
  onHead(status: number, headers: AnswerHeaders, body: Buffer | null): void;
  /** A piece of the body; only good until this returns. */
  onBody(bytes: Buffer): void;
  /** The answer is complete. */
  onEnd(): void;
};

/** An answer that cannot be read in exactly one way. The connection it came on is good for nothing any more. */
export class AnswerFault extends Error {}

const MAX_HEAD_BYTES = 16_384;
/** Of a chunk's size and extensions. */
const MAX_LINE_BYTES = 256;
const MAX_TRAILER_LINES = 32;
const MAX_INTERIM_ANSWERS = 32;

const NAMES = new Set([
  ...['connection', 'keep-alive', 'content-length', 'transfer-encoding'],
  ...['content-type', 'content-encoding', 'cache-control', 'retry-after'],
]);

const STATUS_LINE = /^HTTP\/1\.1 ([1-9][0-9]{2})(?: .*)?$/;
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** What may stand nowhere in a head; a line feed or carriage return by itself is found when it is split. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about control characters
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;
const LENGTH = /^[0-9]{1,15}$/;
const CHUNK_SIZE = /^([0-9A-Fa-f]{1,8})(?:[\t ]*;.*)?$/;

/**
 * Reads one answer of an upstream (RFC 9112), stricter than the RFC asks: an answer that two readers could cut in two
 * places is a fault, and so is one whose end only the end of the connection would tell, since that of one broken off
 * looks the same.
 */
export class AnswerParser {
  readonly #events: AnswerEvents;
  #state: 'head' | 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'complete' = 'head';
  /** The beginning of a head or line whose end has not come yet. */
  #unfinished = '';
  /** Bytes still to come of the body or the chunk. */
  #missing = 0;
  #interim = 0;
  #trailers = 0;
  /** How long the upstream keeps the connection (seconds); 0 if it closes it, `null` if it does not say. */
  keepAliveSeconds: number | null = null;

  constructor(events: AnswerEvents) {
    this.#events = events;
  }

  /** @throws AnswerFault */
  read(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; ) at = this.#step(bytes, at);
  }

  #step(bytes: Buffer, at: number): number {
    switch (this.#state) {
      case 'head':
        return this.#readHead(bytes, at);
      case 'length':
      case 'chunk':
        return this.#readBody(bytes, at);
      case 'complete':
        throw new AnswerFault('there is more after the end of the answer');
      default:
        return this.#readLine(bytes, at);
    }
  }

  #readHead(bytes: Buffer, at: number): number {
    const tail = this.#unfinished;
    // The end may lie across the border between what came before and what came now.
    const text =
      tail === '' ? '' : tail + bytes.toString('latin1', at, Math.min(bytes.length, at + MAX_HEAD_BYTES));
    const end = tail === '' ? bytes.indexOf('\r\n\r\n', at, 'latin1') : text.indexOf('\r\n\r\n');
    const size = end < 0 ? tail.length + bytes.length - at : tail === '' ? end - at : end;
    if (size > MAX_HEAD_BYTES) throw new AnswerFault('the head is too long');
    if (end < 0) {
      this.#unfinished = tail === '' ? bytes.toString('latin1', at) : text;
      return bytes.length;
    }
    this.#unfinished = '';
    const head = tail === '' ? bytes.toString('latin1', at, end) : text.slice(0, end);
    const next = tail === '' ? end + 4 : at + end + 4 - tail.length;
    return this.#takeHead(head, bytes, next);
  }

  #takeHead(head: string, bytes: Buffer, next: number): number {
    const { status, headers } = parseHead(head);
    if (status < 200) {
      // Framing that comes ahead of the answer (RFC 9110 §8.6, §6.1) is no part of it to one reader and is to another.
      if (status === 101 || headers.size > 0 || ++this.#interim > MAX_INTERIM_ANSWERS) {
        throw new AnswerFault('an interim answer that is none');
      }
      return next;
    }
    this.keepAliveSeconds = keepAliveOf(headers);
    const length = lengthOf(status, headers);
    if (length === null) {
      this.#state = 'chunk-size';
      this.#events.onHead(status, headers, null);
    } else if (bytes.length - next >= length) {
      this.#state = 'complete';
      this.#events.onHead(status, headers, bytes.subarray(next, next + length));
      this.#events.onEnd();
      return next + length;
    } else {
      this.#state = 'length';
      this.#missing = length;
      this.#events.onHead(status, headers, null);
    }
    return next;
  }

  #readBody(bytes: Buffer, at: number): number {
    const end = Math.min(bytes.length, at + this.#missing);
    this.#missing -= end - at;
    this.#events.onBody(bytes.subarray(at, end));
    if (this.#missing > 0) return end;
    if (this.#state === 'chunk') this.#state = 'chunk-end';
    else this.#complete();
    return end;
  }

  #readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (this.#unfinished.length + end - at > MAX_LINE_BYTES) throw new AnswerFault('a line is too long');
    this.#unfinished += bytes.toString('latin1', at, end);
    if (feed < 0) return end;
    const line = this.#unfinished;
    this.#unfinished = '';
    if (!line.endsWith('\r\n')) throw new AnswerFault('a line ends in a bare line feed');
    this.#takeLine(line.slice(0, -2));
    return end;
  }

  #takeLine(line: string): void {
    if (CONTROL.test(line)) throw new AnswerFault('a control character between chunks');
    if (this.#state === 'chunk-end') {
      if (line !== '') throw new AnswerFault('a chunk is longer than it said');
      this.#state = 'chunk-size';
    } else if (this.#state === 'chunk-size') {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) throw new AnswerFault('the size of a chunk is none');
      this.#missing = Number.parseInt(size, 16);
      this.#state = this.#missing === 0 ? 'trailers' : 'chunk';
    } else if (line === '') {
      this.#complete();
    } else if (++this.#trailers > MAX_TRAILER_LINES) {
      throw new AnswerFault('too many trailers');
    }
  }

  #complete(): void {
    this.#state = 'complete';
    this.#events.onEnd();
  }
}

function parseHead(head: string): { status: number; headers: Map<string, string | null> } {
  const lines = head.split('\r\n');
  const status = STATUS_LINE.exec(lines[0] as string)?.[1];
  if (status === undefined || CONTROL.test(lines[0] as string))
    throw new AnswerFault('no status line of HTTP/1.1');
  const headers = new Map<string, string | null>();
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] as string;
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    // A line that goes on from the one before begins with a blank, which is no name.
    if (!NAME.test(name) || CONTROL.test(line)) throw new AnswerFault('a line of the head is no header');
    const known = name.toLowerCase();
    if (NAMES.has(known)) headers.set(known, headers.has(known) ? null : valueAfter(line, colon));
  }
  return { status: Number(status), headers };
}

/** Without the blanks around it (RFC 9110 §5.5): blanks and tabs only, not what else a trim would take. */
function valueAfter(line: string, colon: number): string {
  let from = colon + 1;
  let to = line.length;
  while (from < to && isBlank(line.charCodeAt(from))) from++;
  while (to > from && isBlank(line.charCodeAt(to - 1))) to--;
  return line.slice(from, to);
}

const isBlank = (code: number) => code === 32 || code === 9;

/** Bytes of the body, `null` if it comes in chunks. */
function lengthOf(status: number, headers: AnswerHeaders): number | null {
  const coding = headers.get('transfer-encoding');
  const length = headers.get('content-length');
  if (coding !== undefined) {
    if (length !== undefined || coding?.toLowerCase() !== 'chunked' || hasNoBody(status)) {
      throw new AnswerFault('where the body ends can be read in two ways');
    }
    return null;
  }
  if (hasNoBody(status) && (length === undefined || length === '0')) return 0;
  if (typeof length !== 'string' || !LENGTH.test(length) || hasNoBody(status)) {
    throw new AnswerFault('the head does not say where the body ends');
  }
  return Number(length);
}

const hasNoBody = (status: number) => status === 204 || status === 304;

function keepAliveOf(headers: AnswerHeaders): number | null {
  const connection = headers.get('connection');
  if (connection === null || /close/i.test(connection ?? '')) return 0;
  const seconds = /^timeout=([0-9]{1,6})/i.exec(headers.get('keep-alive') ?? '')?.[1];
  return seconds === undefined ? null : Number(seconds);
}
