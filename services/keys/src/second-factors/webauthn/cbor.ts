import { CeremonyFault, demand } from './ceremony-fault.ts';

export type CborValue = number | boolean | null | string | Buffer | readonly CborValue[] | CborMap;
export type CborMap = ReadonlyMap<number | string, CborValue>;

/** A compound attestation, the deepest thing that WebAuthn knows, nests five containers. */
const MAX_DEPTH = 6;
/** In one array or map. */
const MAX_ENTRIES = 32;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The CBOR that authenticators write (CTAP2 canonical form, FIDO CTAP 2.1 §8) and nothing else: definite and
 * shortest lengths, no tags, no floats, no key twice. The library's decoder knows hundreds of extensions; it only
 * ever gets to see what this one has read. Byte strings are views, so that no length in it makes anybody allocate.
 *
 * @returns the first item of `bytes` and what follows it
 * @throws CeremonyFault `malformed`
 */
export function decodeCborPrefix(bytes: Buffer): { readonly value: CborValue; readonly rest: Buffer } {
  const reader: Reader = { bytes, offset: 0 };
  const value = readItem(reader, 0);
  return { value, rest: bytes.subarray(reader.offset) };
}

/** As `decodeCborPrefix`, with nothing after the item. */
export function decodeCbor(bytes: Buffer): CborValue {
  const { value, rest } = decodeCborPrefix(bytes);
  demand(rest.length === 0, 'malformed');
  return value;
}

/** The map that `value` is. @throws CeremonyFault `malformed` */
export function asMap(value: CborValue | undefined): CborMap {
  demand(value instanceof Map, 'malformed');
  return value;
}

type Reader = { readonly bytes: Buffer; offset: number };

const FALSE = 20;
const TRUE = 21;
const NULL = 22;

/** RFC 8949 §3: the major type stands in the upper three bits of the first byte. */
function readItem(reader: Reader, depth: number): CborValue {
  const major = take(reader, 1).readUInt8() >> 5;
  reader.offset -= 1;
  const argument = readArgument(reader);
  switch (major) {
    case 0:
      return argument;
    case 1:
      return -1 - argument;
    case 2:
      return take(reader, argument);
    case 3:
      return readText(take(reader, argument));
    case 4:
      return readArray(reader, argument, depth + 1);
    case 5:
      return readMap(reader, argument, depth + 1);
    default:
      return readSimple(major, argument);
  }
}

/** The number in an item's head: in its first byte, or in the 1, 2, 4 or 8 bytes after it. */
function readArgument(reader: Reader): number {
  const info = take(reader, 1).readUInt8() & 0x1f;
  if (info < 24) return info;
  // 28 to 30 are not assigned, 31 is an indefinite length.
  demand(info < 28, 'malformed');
  const length = 2 ** (info - 24);
  const value = Number(`0x${take(reader, length).toString('hex')}`);
  demand(Number.isSafeInteger(value) && value >= (length === 1 ? 24 : 256 ** (length / 2)), 'malformed');
  return value;
}

function readText(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new CeremonyFault('malformed');
  }
}

function readArray(reader: Reader, count: number, depth: number): CborValue[] {
  demand(count <= MAX_ENTRIES && depth <= MAX_DEPTH, 'malformed');
  return Array.from({ length: count }, () => readItem(reader, depth));
}

function readMap(reader: Reader, count: number, depth: number): CborMap {
  demand(count <= MAX_ENTRIES && depth <= MAX_DEPTH, 'malformed');
  const map = new Map<number | string, CborValue>();
  for (let entry = 0; entry < count; entry++) {
    const key = readItem(reader, depth);
    demand((typeof key === 'number' || typeof key === 'string') && !map.has(key), 'malformed');
    map.set(key, readItem(reader, depth));
  }
  return map;
}

function readSimple(major: number, argument: number): boolean | null {
  demand(major === 7 && argument >= FALSE && argument <= NULL, 'malformed');
  return argument === NULL ? null : argument === TRUE;
}

function take(reader: Reader, length: number): Buffer {
  const { bytes, offset } = reader;
  demand(length <= bytes.length - offset, 'malformed');
  reader.offset += length;
  return bytes.subarray(offset, reader.offset);
}
