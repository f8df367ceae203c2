import { randomBytes } from 'node:crypto';
import type { ApiKey } from '../api-key-lookup/api-key.ts';
import { LiveVerifier } from '../api-key-lookup/live-verifier.ts';
import { type InboundHeaders, readInboundHeaders } from '../http/inbound-headers.ts';

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

/** The headers of a request, from a list of names and values as the parser gives it. */
export function headersOf(...raw: string[]): InboundHeaders {
  return readInboundHeaders(raw);
}
