import { type HeaderLines, headerLines, isHeaderValue, joinLines, NO_LINES } from '../proxy/header-lines.ts';

/** What the gateway reads of a request's header list. `null` is absent. */
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
  contentLength: string | null;
  contentEncoding: string | null;
  /** Lists that may come in several lines: the lines joined in their order (RFC 9110 §5.3). */
  transferEncoding: string | null;
  forwardedFor: string | null;
  /** A header that must come once came twice. */
  hasRepeated: boolean;
  /** What may reach the upstream; everything else ends here. */
  forwardable: HeaderLines;
};

/** What each header of interest is for. A name that is not listed is as if it had not been sent. */
const FIELDS = new Map<string, keyof InboundHeaders>([
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
  ['x-forwarded-for', 'forwardedFor'],
  ['accept', 'forwardable'],
  ['accept-encoding', 'forwardable'],
  ['user-agent', 'forwardable'],
]);
const LONGEST_NAME = Math.max(...[...FIELDS.keys()].map((name) => name.length));

/**
 * Reads the raw header list (name, value, name, value …) in one pass. The parser's own object is not used: it
 * joins or drops repeated headers, and a repeated header must be seen to be refused.
 */
export function readInboundHeaders(raw: readonly string[]): InboundHeaders {
  const headers: InboundHeaders = {
    keyId: null,
    nonce: null,
    signature: null,
    token: null,
    v1KeyId: null,
    payload: null,
    v1Signature: null,
    host: null,
    contentLength: null,
    contentEncoding: null,
    transferEncoding: null,
    forwardedFor: null,
    hasRepeated: false,
    forwardable: NO_LINES,
  };
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = raw[i] as string;
    if (name.length <= LONGEST_NAME) place(headers, name.toLowerCase(), raw[i + 1] as string);
  }
  return headers;
}

function place(headers: InboundHeaders, name: string, value: string): void {
  const field = FIELDS.get(name);
  if (field === undefined) return;
  if (field === 'forwardable') {
    if (isHeaderValue(value))
      headers.forwardable = joinLines(headers.forwardable, headerLines([name, value]));
  } else if (field === 'forwardedFor' || field === 'transferEncoding') {
    const before = headers[field];
    headers[field] = before === null ? value : `${before},${value}`;
  } else if (field !== 'hasRepeated') {
    if (headers[field] !== null) headers.hasRepeated = true;
    headers[field] = value;
  }
}
