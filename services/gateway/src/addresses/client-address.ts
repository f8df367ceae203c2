import { isIP, isIPv4, SocketAddress } from 'node:net';
import { type AddressList, addressList } from './address-list.ts';

/** Where a request came from. `limitKey` is what its rate is counted under: an IPv6 client has a whole /64. */
export type ClientAddress = {
  readonly text: string;
  readonly limitKey: string;
  readonly isLoopback: boolean;
};

const LOOPBACK = addressList(['127.0.0.0/8', '::1']);
/** More proxies of one's own than this are nobody's real network. */
const MAX_HOPS = 32;

export function clientAddress(text: string): ClientAddress {
  const address = withoutMapping(text);
  return { text: address, limitKey: limitKeyOf(address), isLoopback: LOOPBACK.includes(address) };
}

/**
 * The address a request counts as: the peer's, unless the peer is a trusted proxy; then the right-most address of
 * `X-Forwarded-For` that is not one. What stands left of that was written by the client and proves nothing. An
 * entry that is no address ends the walk at the proxy that let it through.
 */
export function forwardedAddress(
  peer: string,
  forwardedFor: string | null,
  trustedProxies: AddressList,
): string {
  let address = peer;
  if (forwardedFor === null || !trustedProxies.includes(peer)) return address;
  // Counted from the right: the client writes the left end, and must not decide by its length what is looked at.
  for (const hop of forwardedFor.split(',').slice(-MAX_HOPS).reverse()) {
    const candidate = hop.trim();
    if (isIP(candidate) === 0) return address;
    address = candidate;
    if (!trustedProxies.includes(address)) return address;
  }
  return address;
}

/** `::ffff:10.1.2.3`, as a dual-stack socket names an IPv4 peer, is `10.1.2.3`. */
function withoutMapping(address: string): string {
  // With a zone it is a name on this machine only, and stays what it is: no list will hold it.
  if (isIP(address) !== 6 || address.includes('%')) return address;
  const canonical = new SocketAddress({ address, family: 'ipv6' }).address;
  const embedded = canonical.startsWith('::ffff:') ? canonical.slice(7) : '';
  return isIPv4(embedded) ? embedded : canonical;
}

function limitKeyOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [plain = ''] = address.split('%');
  const [head = '', tail] = plain.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return `${groups.slice(0, 4).join(':')}::/64`;
}
