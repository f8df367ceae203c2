import type { AccountEvent } from './account-feed.ts';

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  trading: ['os', 'on', 'ou', 'oc', 'te', 'tu', 'ps', 'pn', 'pu', 'pc'],
  funding: ['fos', 'fcs', 'fls'],
  wallet: ['ws', 'wu'],
  balance: ['bu'],
  notify: ['n'],
};

/**
 * Whether a client that asked for these groups wants to hear of an event: `trading`, `trading-tBTCUSD`,
 * `wallet-exchange-BTC`. No filter is all of it; answers to what it sent it gets in any case.
 */
export function wants(filter: readonly string[], event: AccountEvent): boolean {
  return filter.length === 0 || event[1] === 'n' || filter.some((entry) => fits(entry, event));
}

function fits(entry: string, [, type, data]: AccountEvent): boolean {
  const [group = '', ...rest] = entry.split('-');
  if (!(GROUPS[group] ?? []).includes(type)) return false;
  const name = rest.join('-');
  // A snapshot is a list of many, and told whole.
  if (name === '' || type.endsWith('s')) return true;
  const fields = data as readonly unknown[];
  if (group === 'wallet') return `${fields[0]}-${fields[1]}` === name;
  return fields.slice(0, 4).includes(name);
}
