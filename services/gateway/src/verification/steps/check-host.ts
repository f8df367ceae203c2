import type { Rejection } from '../../rejection.ts';

/** Name or address with an optional port (RFC 9110 §7.2); the name itself decides nothing here. */
const HOST = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?$/;

export function checkHost(host: string | null): Rejection | null {
  return host !== null && HOST.test(host) ? null : 'host-malformed';
}
