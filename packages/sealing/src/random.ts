/** A source of random bytes, for example `randomBytes` of node:crypto. */
export type RandomBytes = (size: number) => Uint8Array;

/** Exactly `size` bytes of the source. A source that gives another number is broken: whatever it made would be guessable. */
export function draw(randomBytes: RandomBytes, size: number): Uint8Array {
  const bytes = randomBytes(size);
  if (bytes.byteLength !== size) throw new Error(`asked for ${size} random bytes, got ${bytes.byteLength}`);
  return bytes;
}
