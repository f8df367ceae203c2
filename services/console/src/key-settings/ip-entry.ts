// The service decides what an entry of an IP rule means (services/keys/src/api-keys/ip-allowlist.ts). This says the
// same while a person types; a test holds the two together.

export type IpEntry =
  | { readonly ok: true; readonly entry: string }
  | { readonly ok: false; readonly fault: 'ip-not-an-address' | 'ip-allows-everything' }
  /** With what was probably meant. */
  | { readonly ok: false; readonly fault: 'ip-host-bits-set'; readonly suggestion: string };

type Address = { readonly bits: 32 | 128; readonly value: bigint };
type Network = Address & { readonly length: number };

/** `2001:0db8:…:ffff/128` with an embedded IPv4 address is the longest that can be right. */
const MAX_LENGTH = 49;

/** The canonical form of an address, or of a network in CIDR notation (RFC 4632 §3.1), or what is wrong with it. */
export function readIpEntry(text: string): IpEntry {
  const written = readNetwork(text);
  if (written === null) return { ok: false, fault: 'ip-not-an-address' };
  if (written.length === 0 || holdsAllIpv4(written)) return { ok: false, fault: 'ip-allows-everything' };
  const hostBits = BigInt(written.bits - written.length);
  const value = (written.value >> hostBits) << hostBits;
  const entry = write({ ...written, value });
  return value === written.value
    ? { ok: true, entry }
    : { ok: false, fault: 'ip-host-bits-set', suggestion: entry };
}

const FORM = /^([\da-f:.]+)(?:\/(0|[1-9]\d{0,2}))?$/i;

function readNetwork(text: string): Network | null {
  const [, addressText = '', prefix] = (text.length <= MAX_LENGTH && FORM.exec(text)) || [];
  const address = readAddress(addressText);
  if (address === null) return null;
  const length = prefix === undefined ? address.bits : Number(prefix);
  return length > address.bits ? null : unmapped({ ...address, length });
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** In full and unambiguous form only: no leading zeros, no shortened IPv4. */
function readAddress(text: string): Address | null {
  if (IPV4.test(text)) {
    return { bits: 32, value: text.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
  }
  const canonical = text.includes(':') ? canonicalIpv6(text) : null;
  return canonical === null ? null : { bits: 128, value: valueOfIpv6(canonical) };
}

/** The URL Standard reads IPv6 strictly, and writes it as RFC 5952 §4 asks, embedded IPv4 as two groups. */
function canonicalIpv6(text: string): string | null {
  const url = `http://[${text}]/`;
  return URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : null;
}

function valueOfIpv6(canonical: string): bigint {
  const [head = '', tail = ''] = canonical.split('::');
  const groupsOf = (part: string) => part.split(':').filter(Boolean);
  const [before, after] = [groupsOf(head), groupsOf(tail)];
  const zeros = Array<string>(8 - before.length - after.length).fill('0');
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

const MAPPED = 0xffffn;

/** An IPv4-mapped address (RFC 4291 §2.5.5.2) is the IPv4 address that clients show. */
function unmapped(network: Network): Network {
  const { bits, value, length } = network;
  if (bits === 32 || length < 96 || value >> 32n !== MAPPED) return network;
  return { bits: 32, value: value & 0xffff_ffffn, length: length - 96 };
}

/** An IPv6 network around the mapped addresses (such as `::/64`) would let every IPv4 client in. */
function holdsAllIpv4({ bits, value, length }: Network): boolean {
  const hostBits = BigInt(128 - length);
  return bits === 128 && length < 96 && value >> hostBits === (MAPPED << 32n) >> hostBits;
}

function write({ bits, value, length }: Network): string {
  const address = bits === 32 ? parts(value, 4, 8n, 10).join('.') : writeIpv6(value);
  return length === bits ? address : `${address}/${length}`;
}

const writeIpv6 = (value: bigint): string => canonicalIpv6(parts(value, 8, 16n, 16).join(':')) ?? '';

/** A number as `count` parts of `size` bits each, the highest first. */
function parts(value: bigint, count: number, size: bigint, radix: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const shift = BigInt(count - 1 - index) * size;
    return ((value >> shift) & ((1n << size) - 1n)).toString(radix);
  });
}
