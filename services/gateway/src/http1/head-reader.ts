import { MessageFault } from './message-fault.ts';

/** A head as it came, without its last line end and the empty line. */
export type Head = {
  /** One character a byte. */
  readonly text: string;
  /** Where the head lies, with a carriage return behind it; the text is of the same bytes. */
  readonly bytes: Buffer;
  readonly start: number;
};

const MAX_HEAD_BYTES = 16_384;
const END = Buffer.from('\r\n\r\n');
const NO_BYTES = Buffer.alloc(0) as Buffer;

/** Gathers a head, in whatever pieces it comes, up to its empty line. */
export class HeadReader {
  #unfinished = NO_BYTES;
  /** Where in the bytes that were read last that begins which follows the head. */
  next = 0;

  /** True while nothing is there of a head whose end is still to come. */
  get isEmpty(): boolean {
    return this.#unfinished.length === 0;
  }

  /**
   * The head; `null` if more of it is still to come, and all bytes were taken.
   *
   * @throws MessageFault if it is too long
   */
  read(piece: Buffer, at: number): Head | null {
    const before = this.#unfinished.length;
    if (before === 0) {
      const head = this.#find(piece, at, 0);
      // A copy: the piece may lie in memory that the next one of any connection is read into.
      if (head === null) this.#unfinished = Buffer.from(piece.subarray(at));
      return head;
    }
    // The end may lie across the border between what came before and what came now.
    const start = Math.max(before - END.length, 0);
    const bytes = Buffer.concat([this.#unfinished, piece.subarray(at)]);
    const head = this.#find(bytes, 0, start);
    this.#unfinished = head === null ? bytes : NO_BYTES;
    this.next += at - before;
    return head;
  }

  #find(bytes: Buffer, start: number, searched: number): Head | null {
    const end = bytes.indexOf(END, start + searched);
    // Of an end that has not come whole, these bytes may be the beginning.
    const earliestEnd = end < 0 ? bytes.length - END.length + 1 : end;
    if (earliestEnd - start > MAX_HEAD_BYTES) {
      throw new MessageFault('the head is too long', 431);
    }
    this.next = end + END.length;
    return end < 0 ? null : { text: bytes.toString('latin1', start, end), bytes, start };
  }
}
