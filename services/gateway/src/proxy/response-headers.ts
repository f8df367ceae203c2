import type { AnswerHeaders } from './answer-parser.ts';
import { type HeaderLines, headerLines, joinLines, lineAsRead } from './header-lines.ts';

/** What of an upstream's answer may reach the client; cookies, redirects, CORS and alternative services may not. */
const ALLOWED = [
  'content-type',
  'content-length',
  'content-encoding',
  'cache-control',
  'retry-after',
] as const;

/** A browser that is led to an answer must not read it as anything but what it says it is. */
const NO_SNIFFING = headerLines(['x-content-type-options', 'nosniff']);
const JSON_TYPE = /^application\/json\s*(?:;|$)/i;

/** What is passed on of an answer. */
export function passedOn(headers: AnswerHeaders): HeaderLines {
  let lines = NO_SNIFFING;
  for (const name of ALLOWED) {
    const value = headers[name];
    // Twice the same header is two opinions; neither is passed on.
    if (value != null) lines = joinLines(lines, lineAsRead(name, value));
  }
  return lines;
}

/** True for an answer that a client of an API can get: JSON or nothing, no redirect, not longer than `maxBytes`. */
export function isRelayable(status: number, headers: AnswerHeaders, maxBytes: number): boolean {
  if (status < 200 || (status >= 300 && status < 400) || status > 599) return false;
  const length = headers['content-length'];
  if (length !== undefined && !(Number(length) <= maxBytes)) return false;
  const type = headers['content-type'];
  if (type === undefined) return status === 204 || length === '0';
  return type !== null && JSON_TYPE.test(type);
}
