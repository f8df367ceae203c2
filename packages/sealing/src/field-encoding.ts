/**
 * Joins fields so that no two different lists give the same bytes: each field is preceded by its length
 * as a 32-bit big-endian number. A string stands for its bytes in UTF-8.
 *
 * @throws Error on a string with a lone surrogate: UTF-8 has no bytes for it, and Node would write the same
 * replacement for every one
 */
export function encodeFields(fields: readonly (string | Uint8Array)[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const field of fields) {
    if (typeof field === 'string' && !field.isWellFormed()) throw new Error('field is not well-formed text');
    const bytes = typeof field === 'string' ? Buffer.from(field, 'utf8') : field;
    const length = Buffer.allocUnsafe(4);
    length.writeUInt32BE(bytes.byteLength);
    parts.push(length, bytes);
  }
  return Buffer.concat(parts);
}
