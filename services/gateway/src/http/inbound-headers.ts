import type { Head } from '../http1/head-reader.ts';
import { eachHeaderLine } from '../http1/header-lines-of.ts';
import { type HeaderLines, headerLine, isHeaderValue, joinLines, NO_LINES } from '../proxy/header-lines.ts';

/** What the gateway reads of the head of a request. `null` is absent. */
export type InboundHeaders = {
  keyId: string | null;
  nonce: string | null;
  signature: string | null;
  token: string | null;
  /** REST v1 has names of its own, so that nothing of one profile is taken for the other's. */
  v1KeyId: string | null;
  payload: string | null;
  v1Signature: string | null;
  host: string | null;
  contentEncoding: string | null;
  /** From here on lists that may come in several lines: the lines joined in their order (RFC 9110 §5.3). */
  contentLength: string | null;
  transferEncoding: string | null;
  connection: string | null;
  upgrade: string | null;
  expect: string | null;
  forwardedFor: string | null;
  /** A header that must come once came twice. */
  hasRepeated: boolean;
  /** What may reach the upstream; everything else ends here. */
  forwardable: HeaderLines;
};

/** What each header of interest is for. A name that is not listed is as if it had not been sent. */
const FIELDS: readonly (readonly [name: string, field: Exclude<keyof InboundHeaders, 'hasRepeated'>])[] = [
  ['bfx-apikey', 'keyId'],
  ['bfx-nonce', 'nonce'],
  ['bfx-signature', 'signature'],
  ['bfx-token', 'token'],
  ['x-bfx-apikey', 'v1KeyId'],
  ['x-bfx-payload', 'payload'],
  ['x-bfx-signature', 'v1Signature'],
  ['host', 'host'],
  ['content-length', 'contentLength'],
  ['content-encoding', 'contentEncoding'],
  ['transfer-encoding', 'transferEncoding'],
  ['connection', 'connection'],
  ['upgrade', 'upgrade'],
  ['expect', 'expect'],
  ['x-forwarded-for', 'forwardedFor'],
  ['accept', 'forwardable'],
  ['accept-encoding', 'forwardable'],
  ['user-agent', 'forwardable'],
];
/**
 * By the length of the name. Not a Map: it would make of each name that is looked up a string for good (V8 interns what it
 * looks for), which costs more than comparing it with one or two others.
 */
const BY_LENGTH = Array.from({ length: 32 }, (_, length) =>
  FIELDS.filter(([name]) => name.length === length),
);
const LISTS: ReadonlySet<keyof InboundHeaders> = new Set([
  ...(['contentLength', 'transferEncoding', 'connection', 'upgrade', 'expect', 'forwardedFor'] as const),
]);

/**
 * Reads the lines of a head in one pass. A header that must come once and comes twice is seen, to be refused; two lengths
 * become a list, which is none.
 *
 * @param from where the first line begins
 * @throws MessageFault
 */
export function readInboundHeaders(head: Head, from: number): InboundHeaders {
  const headers: InboundHeaders = {
    keyId: null,
    nonce: null,
    signature: null,
    token: null,
    v1KeyId: null,
    payload: null,
    v1Signature: null,
    host: null,
    contentEncoding: null,
    contentLength: null,
    transferEncoding: null,
    connection: null,
    upgrade: null,
    expect: null,
    forwardedFor: null,
    hasRepeated: false,
    forwardable: NO_LINES,
  };
  eachHeaderLine(head, from, (name, value) => {
    const candidates = BY_LENGTH[name.length];
    if (candidates !== undefined && candidates.length > 0)
      place(headers, candidates, name.toLowerCase(), value);
  });
  return headers;
}

function place(headers: InboundHeaders, candidates: typeof FIELDS, name: string, value: string): void {
  const field = candidates.find(([known]) => known === name)?.[1];
  if (field === undefined) return;
  if (field === 'forwardable') {
    if (isHeaderValue(value)) headers.forwardable = joinLines(headers.forwardable, headerLine(name, value));
    return;
  }
  const before = headers[field];
  if (before === null) headers[field] = value;
  else if (LISTS.has(field)) headers[field] = `${before},${value}`;
  else {
    headers.hasRepeated = true;
    headers[field] = value;
  }
}
