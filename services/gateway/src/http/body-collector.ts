import type { Rejection } from '../rejection.ts';

/**
 * Pieces of a body at most. A megabyte in the smallest packets of real networks is two thousand; in chunks of one
 * byte it is a million, and each would cost a hundred times its size in memory.
 */
const MAX_PIECES = 4_096;

/** Gathers a body that comes in pieces, up to its limits. */
export class BodyCollector {
  readonly #maxBytes: number;
  readonly #pieces: Buffer[] = [];
  #size = 0;
  readonly #settled = Promise.withResolvers<Buffer | Rejection>();

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Resolves when it is whole, too large, or lost. */
  get body(): Promise<Buffer | Rejection> {
    return this.#settled.promise;
  }

  /** False if it is too large: nothing more of it is wanted. */
  add(piece: Buffer): boolean {
    this.#size += piece.byteLength;
    if (this.#size > this.#maxBytes || this.#pieces.length === MAX_PIECES) {
      this.#settled.resolve('body-too-large');
      return false;
    }
    this.#pieces.push(piece);
    return true;
  }

  /** It is whole. A body of one piece, as nearly all are, is not copied. */
  end(): void {
    const [first] = this.#pieces;
    const isOne = first !== undefined && this.#pieces.length === 1;
    this.#settled.resolve(isOne ? first : Buffer.concat(this.#pieces, this.#size));
  }

  /** The rest of it will never come. */
  lose(): void {
    this.#settled.resolve('client-gone');
  }
}
