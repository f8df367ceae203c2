/** What of an upstream's answer may reach the client; cookies, redirects, CORS and alternative services may not. */
const ALLOWED = [
  'content-type',
  'content-length',
  'content-encoding',
  'cache-control',
  'retry-after',
] as const;

type Headers = Readonly<Record<string, string | string[] | undefined>>;

const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/**
 * Names and values in turn of what is passed on. A browser that is led to an answer must not read it as anything
 * but what it says it is.
 */
export function passedOn(headers: Headers): string[] {
  const list = ['x-content-type-options', 'nosniff'];
  for (const name of ALLOWED) {
    const value = headers[name];
    // Twice the same header is two opinions; neither is passed on.
    if (typeof value === 'string') list.push(name, value);
  }
  return list;
}

/** True for an answer that a client of an API can get: JSON or nothing, no redirect, not longer than `maxBytes`. */
export function isRelayable(status: number, headers: Headers, maxBytes: number): boolean {
  if (status < 200 || (status >= 300 && status < 400) || status > 599) return false;
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) <= maxBytes)) return false;
  const type = headers['content-type'];
  if (type === undefined) return status === 204 || length === '0';
  return typeof type === 'string' && JSON_TYPE.test(type);
}
