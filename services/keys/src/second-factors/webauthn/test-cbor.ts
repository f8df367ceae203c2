import type { CborMap, CborValue } from './cbor.ts';

export type Encodable = CborValue | Uint8Array | readonly Encodable[] | { readonly [key: string]: Encodable };

/** RFC 8949 §3: a major type and a number in the shortest form. */
export function cborHead(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.from([type | argument]);
  if (argument < 256) return Buffer.from([type | 24, argument]);
  if (argument < 65_536) return Buffer.from([type | 25, argument >> 8, argument & 0xff]);
  const head = Buffer.from([type | 26, 0, 0, 0, 0]);
  head.writeUInt32BE(argument, 1);
  return head;
}

/** CBOR as authenticators and browsers write it; keys keep their order. A `Map` for keys that are numbers. */
export function encodeCbor(value: Encodable): Buffer {
  if (value === null) return Buffer.from([0xf6]);
  if (typeof value === 'boolean') return Buffer.from([value ? 0xf5 : 0xf4]);
  if (typeof value === 'number') return value >= 0 ? cborHead(0, value) : cborHead(1, -1 - value);
  if (typeof value === 'string')
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (value instanceof Uint8Array) return Buffer.concat([cborHead(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([cborHead(4, value.length), ...value.map(encodeCbor)]);
  const entries = value instanceof Map ? [...(value as CborMap)] : Object.entries(value);
  return Buffer.concat([cborHead(5, entries.length), ...entries.flat().map((item) => encodeCbor(item))]);
}
