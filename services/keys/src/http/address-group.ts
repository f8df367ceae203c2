import { isIPv4, isIPv6 } from 'node:net';

/** `::ffff:192.0.2.7`, as a dual-stack socket reports an IPv4 caller, is `192.0.2.7` (RFC 4291 §2.5.5.2). */
export function plainAddress(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  return mapped !== undefined && isIPv4(mapped) ? mapped : ip;
}

/** What one caller can be told by: an IPv4 address, or the /64 of an IPv6 one, which a host has all to itself. */
export function addressGroup(ip: string): string {
  const plain = plainAddress(ip);
  if (!isIPv6(plain)) return plain;
  const [address = ''] = plain.split('%');
  // The last group may be an IPv4 address; two placeholders keep the count.
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - front.length - back.length;
  const groups = [...front, ...Array.from({ length: zeros }, () => '0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

export function isLoopback(ip: string): boolean {
  return /^(127\.|::1$)/.test(plainAddress(ip));
}
