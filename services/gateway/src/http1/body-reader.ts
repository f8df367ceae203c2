import { MessageFault } from './message-fault.ts';

/** Of a chunk's size and extensions, and of a trailer. */
const MAX_LINE_BYTES = 256;
const MAX_TRAILER_LINES = 32;
const LENGTH = /^[0-9]{1,15}$/;
/** With extensions (RFC 9112 §7.1.1), but none of the blanks that it calls bad. */
const CHUNK_SIZE =
  /^([0-9A-Fa-f]{1,8})(?:;[!#$%&'*+.^_`|~0-9A-Za-z-]+(?:=(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+|"[\t !#-[\]-~]*"))?)*$/;
/** The beginning of a header line, but of none that would say where a body ends (RFC 9110 §6.5.1). */
const TRAILER = /^(?!content-length:|transfer-encoding:)[!#$%&'*+.^_`|~0-9A-Za-z-]+:/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is about control characters
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/** The bytes that a `Content-Length` announces (RFC 9110 §8.6); `null` if it is not digits only. */
export function parseLength(text: string): number | null {
  return LENGTH.test(text) ? Number(text) : null;
}

/**
 * Reads a body to its end: so many bytes, or chunks (RFC 9112 §7.1), stricter than the RFC asks. Extensions and trailers
 * are read over.
 */
export class BodyReader {
  #state: 'length' | 'chunk-size' | 'chunk' | 'chunk-end' | 'trailers' | 'complete';
  /** The beginning of a line whose end has not come yet. */
  #unfinished = '';
  /** Bytes still to come of the body or the chunk. */
  #missing: number;
  #trailers = 0;

  /** @param length in bytes; `null` for chunks */
  constructor(length: number | null) {
    this.#state = length === null ? 'chunk-size' : 'length';
    this.#missing = length ?? 0;
    if (length === 0) this.#state = 'complete';
  }

  get isComplete(): boolean {
    return this.#state === 'complete';
  }

  /**
   * Hands pieces of the body to `take`.
   *
   * @returns where it stopped: at the end of the bytes or of the body
   * @throws MessageFault
   */
  read(bytes: Buffer, from: number, take: (piece: Buffer) => void): number {
    let at = from;
    while (at < bytes.length && this.#state !== 'complete') {
      const isContent = this.#state === 'length' || this.#state === 'chunk';
      at = isContent ? this.#readContent(bytes, at, take) : this.#readLine(bytes, at);
    }
    return at;
  }

  #readContent(bytes: Buffer, at: number, take: (piece: Buffer) => void): number {
    const end = Math.min(bytes.length, at + this.#missing);
    this.#missing -= end - at;
    if (this.#missing === 0) this.#state = this.#state === 'chunk' ? 'chunk-end' : 'complete';
    take(bytes.subarray(at, end));
    return end;
  }

  #readLine(bytes: Buffer, at: number): number {
    const feed = bytes.indexOf(10, at);
    const end = feed < 0 ? bytes.length : feed + 1;
    if (this.#unfinished.length + end - at > MAX_LINE_BYTES) throw new MessageFault('a line is too long');
    this.#unfinished += bytes.toString('latin1', at, end);
    if (feed < 0) return end;
    const line = this.#unfinished;
    this.#unfinished = '';
    if (!line.endsWith('\r\n')) throw new MessageFault('a line ends in a bare line feed');
    this.#takeLine(line.slice(0, -2));
    return end;
  }

  #takeLine(line: string): void {
    if (CONTROL.test(line)) throw new MessageFault('a control character between chunks');
    if (this.#state === 'chunk-end') {
      if (line !== '') throw new MessageFault('a chunk is longer than it said');
      this.#state = 'chunk-size';
    } else if (this.#state === 'chunk-size') {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) throw new MessageFault('the size of a chunk is none');
      this.#missing = Number.parseInt(size, 16);
      this.#state = this.#missing === 0 ? 'trailers' : 'chunk';
    } else if (line === '') {
      this.#state = 'complete';
    } else if (!TRAILER.test(line)) {
      throw new MessageFault('a trailer that is none');
    } else if (++this.#trailers > MAX_TRAILER_LINES) {
      throw new MessageFault('too many trailers');
    }
  }
}
