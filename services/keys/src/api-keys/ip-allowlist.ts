import { isIP } from 'node:net';

/** `2001:0db8:…:ffff/128` with an embedded IPv4 address is the longest that can be right. */
const MAX_LENGTH = 49;

export type IpEntryFault = 'ip-not-an-address' | 'ip-allows-everything' | 'ip-host-bits-set';

export type IpEntryResult =
  | { readonly ok: true; readonly entry: string }
  /** `suggestion` is what was probably meant. */
  | { readonly ok: false; readonly fault: IpEntryFault; readonly suggestion?: string };

type Address = { readonly bits: 32 | 128; readonly value: bigint };

/**
 * The canonical form of one allowlist entry: an address, or a network in CIDR notation (RFC 4632 §3.1) without
 * bits after its prefix. IPv6 in lower case and shortest form (RFC 5952); an IPv4-mapped address
 * (RFC 4291 §2.5.5.2) becomes the IPv4 address that clients show; a network of one address becomes the address.
 * Bits after the prefix are refused, not cut off: dropping them would allow more than was written.
 */
export function parseIpEntry(text: string): IpEntryResult {
  const [addressText = '', prefixText, ...rest] = text.length > MAX_LENGTH ? [] : text.split('/');
  const written = parseAddress(addressText);
  if (written === null || rest.length > 0) return { ok: false, fault: 'ip-not-an-address' };
  const prefix = parsePrefix(prefixText, written.bits);
  if (prefix === null) return { ok: false, fault: 'ip-not-an-address' };

  const { address, length } = unmapped(written, prefix);
  if (length === 0 || holdsAllIpv4(address, length)) return { ok: false, fault: 'ip-allows-everything' };
  const hostBits = BigInt(address.bits - length);
  const network = { ...address, value: (address.value >> hostBits) << hostBits };
  const entry = format(network, length);
  return network.value === address.value
    ? { ok: true, entry }
    : { ok: false, fault: 'ip-host-bits-set', suggestion: entry };
}

/** `null` for what is no address in full and unambiguous form: no zone, no leading zeros, no shortened IPv4. */
function parseAddress(text: string): Address | null {
  if (text.includes('%')) return null;
  switch (isIP(text)) {
    case 4:
      return {
        bits: 32,
        value: text.split('.').reduce((value, part) => (value << 8n) | BigInt(Number(part)), 0n),
      };
    case 6:
      return {
        bits: 128,
        value: ipv6Groups(text).reduce((value, group) => (value << 16n) | BigInt(group), 0n),
      };
    default:
      return null;
  }
}

/** The eight groups of a valid IPv6 address. */
function ipv6Groups(text: string): number[] {
  const [head = '', tail] = canonicalIpv6(text).split('::');
  const groups = (part: string) =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail ?? '');
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

/** The URL Standard's serializer writes IPv6 as RFC 5952 §4 asks, and embedded IPv4 as two groups. */
function canonicalIpv6(text: string): string {
  return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

function parsePrefix(text: string | undefined, bits: 32 | 128): number | null {
  if (text === undefined) return bits;
  if (!/^(0|[1-9]\d{0,2})$/.test(text)) return null;
  const length = Number(text);
  return length <= bits ? length : null;
}

const MAPPED = 0xffffn;

function unmapped(address: Address, length: number): { address: Address; length: number } {
  if (address.bits === 32 || length < 96 || address.value >> 32n !== MAPPED) return { address, length };
  return { address: { bits: 32, value: address.value & 0xffff_ffffn }, length: length - 96 };
}

/** An IPv6 network around the mapped addresses (such as `::/64`) would let every IPv4 client in. */
function holdsAllIpv4({ bits, value }: Address, length: number): boolean {
  const hostBits = BigInt(128 - length);
  return bits === 128 && length < 96 && value >> hostBits === (MAPPED << 32n) >> hostBits;
}

/** The addresses of an entry as a span of 128-bit numbers, an IPv4 one as its mapped address; `last` is its own. */
export type AddressSpan = { readonly first: bigint; readonly last: bigint };

/** The span of an entry in canonical form; `null` for what is none. */
export function spanOf(entry: string): AddressSpan | null {
  const [addressText = '', prefixText] = entry.split('/');
  const address = parseAddress(addressText);
  if (address === null) return null;
  const length = parsePrefix(prefixText, address.bits);
  if (length === null) return null;
  const first = address.bits === 32 ? (MAPPED << 32n) | address.value : address.value;
  return { first, last: first | ((1n << BigInt(address.bits - length)) - 1n) };
}

function format({ bits, value }: Address, length: number): string {
  const text = bits === 32 ? formatIpv4(value) : formatIpv6(value);
  return length === bits ? text : `${text}/${length}`;
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => Number((value >> shift) & 0xffn)).join('.');
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16),
  );
  return canonicalIpv6(groups.join(':'));
}
