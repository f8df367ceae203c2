/** `device` is the very machine that the service runs on, `local` a network without an address of its own outside. */
export type Network = 'device' | 'local' | 'internet';

// RFC 1122 §3.2.1.3 and RFC 4291 §2.5.3; RFC 1918, RFC 3927, RFC 4193 and RFC 4291 §2.5.6.
const DEVICE = /^(127\.|::1$)/;
const LOCAL = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/;

export function networkOf(ip: string): Network {
  if (DEVICE.test(ip)) return 'device';
  return LOCAL.test(ip) ? 'local' : 'internet';
}
