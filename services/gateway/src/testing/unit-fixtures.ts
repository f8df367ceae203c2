import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { LiveVerifier } from '../api-key-lookup/live-verifier.ts';
import { type InboundHeaders, readInboundHeaders } from '../http/inbound-headers.ts';
import { HeadReader } from '../http1/head-reader.ts';

/** An opened key for tests of one step. */
export function apiKey(changes: Partial<ApiKey> = {}): ApiKey {
  return {
    keyId: 'ck_test',
    ownerId: 'owner',
    version: 1,
    status: 'active',
    permissions: [],
    allowedAddresses: null,
    expiresAt: null,
    verifier: new LiveVerifier(randomBytes(48)),
    principalHeaders: [],
    versionSeenAtMs: 0,
    highestNonce: 0,
    assertion: null,
    isRecentlyUsed: false,
    ...changes,
  };
}

/** The headers of a request, from names and values in turn. */
export function headersOf(...raw: string[]): InboundHeaders {
  const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1]}`] : []));
  const head = new HeadReader().read(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), 0);
  if (head === null) throw new Error('not a whole head');
  return readInboundHeaders(head, 0);
}
