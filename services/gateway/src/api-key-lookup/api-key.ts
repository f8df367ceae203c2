import type { Permission } from '@countersign/permissions';
import type { AddressList } from '../addresses/address-list.ts';
import { principalHeaders } from '../principal/principal-headers.ts';
import type { HeaderLines } from '../proxy/header-lines.ts';
import type { LiveVerifier } from './live-verifier.ts';

/** A key as its signed record says, of one version, and what this process has noticed about it. */
export type ApiKey = {
  readonly keyId: string;
  readonly ownerId: string;
  readonly version: number;
  readonly status: 'active' | 'revoked';
  /** In catalogue order. */
  readonly permissions: readonly Permission[];
  /** `null` allows any address. */
  readonly allowedAddresses: AddressList | null;
  /** ISO 8601 UTC; judged by the database's clock. */
  readonly expiresAt: string | null;
  readonly verifier: LiveVerifier;
  /** Names and values in turn: what the upstream is told about who is calling. */
  readonly principalHeaders: readonly string[];
  /** When this version was last known to be the state row's (monotonic milliseconds). */
  versionSeenAtMs: number;
  /** The highest nonce that was accepted as far as this process knows: nothing at or below it can be new. */
  highestNonce: number;
  /** What the upstream was last told, signed; see principal/principal-assertions.ts. */
  assertion: { readonly jwt: string; readonly lines: HeaderLines; readonly madeAtSeconds: number } | null;
  /** Since the cache last looked for something to drop. */
  isRecentlyUsed: boolean;
};

/** The key as somebody may use it who was given less than all of it. What is kept for the key itself stays apart. */
export function narrowed(key: ApiKey, permissions: readonly Permission[]): ApiKey {
  const headers = principalHeaders(key.ownerId, key.keyId, permissions);
  return { ...key, permissions, principalHeaders: headers, assertion: null };
}
