import { BlockList, isIP } from 'node:net';

/**
 * Addresses and CIDRs to match against. IPv4-mapped IPv6 addresses match as the IPv4 address they are; other ways
 * of embedding one (6to4, NAT64) do not.
 */
export type AddressList = { includes(address: string): boolean };

/** @param entries addresses or CIDRs that were validated before; an entry that is neither matches nothing */
export function addressList(entries: readonly string[]): AddressList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/');
    const family = familyOf(address);
    if (family === null) continue;
    if (prefix === undefined) list.addAddress(address, family);
    else if (isPrefix(prefix, family)) list.addSubnet(address, Number(prefix), family);
  }
  return {
    includes(address) {
      const family = familyOf(address);
      return family !== null && list.check(address, family);
    },
  };
}

/** An address with a zone (`fe80::1%eth0`) means something on one machine only and is in no list. */
function familyOf(address: string): 'ipv4' | 'ipv6' | null {
  const version = address.includes('%') ? 0 : isIP(address);
  return version === 4 ? 'ipv4' : version === 6 ? 'ipv6' : null;
}

function isPrefix(text: string, family: 'ipv4' | 'ipv6'): boolean {
  return /^[0-9]{1,3}$/.test(text) && Number(text) <= (family === 'ipv4' ? 32 : 128);
}
