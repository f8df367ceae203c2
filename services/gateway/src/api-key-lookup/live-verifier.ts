import { isSignatureValid, type SignatureBase } from '@countersign/signing';

/**
 * A verifier in clear: whoever holds these bytes can sign as the client. They are held here only, cannot be read
 * out, and are overwritten when the key leaves the cache; from then on nothing verifies any more.
 */
export class LiveVerifier {
  #bytes: Buffer | null;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** True if `signature` was made with this key's secret over exactly these bytes. */
  verifies(signed: SignatureBase, signature: string): boolean {
    // Zeroed bytes are a key that everybody knows: nothing must ever be checked against them.
    return this.#bytes !== null && isSignatureValid(this.#bytes, signed, signature);
  }

  get isZeroed(): boolean {
    return this.#bytes === null;
  }

  zero(): void {
    this.#bytes?.fill(0);
    this.#bytes = null;
  }
}
