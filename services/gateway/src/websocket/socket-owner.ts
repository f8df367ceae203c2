import type { ApiKey } from '../api-key-lookup/api-key.ts';
import type { KeyState } from '../api-key-lookup/key-store.ts';
import type { TokenRecord } from '../tokens/token-record.ts';
import type { StoredToken } from '../tokens/token-store.ts';

/** Why a socket may not go on on the terms that it was opened on. */
export type OwnerVerdict =
  | 'current'
  | 'key-changed'
  | 'key-unknown'
  | 'key-revoked'
  | 'key-expired'
  | 'token-unknown'
  | 'token-expired'
  | 'token-outdated';

/** Who a socket belongs to. */
export type SocketOwner = {
  /** Narrowed to what the token may do, if it was opened with one. */
  readonly key: ApiKey;
  /** The nonce that it was opened with: by it the owner finds it in the list of refusals. 0 if with a token. */
  readonly nonce: number;
  /** Whether all that still holds: by a read that begins after the question. Rejects if nobody can say. */
  readonly ask: () => Promise<OwnerVerdict>;
};

/**
 * Whether a key is still what it was when its socket was opened, by its state row and the clock of the database.
 * Any other version ends the socket, a wider one too: the upstream was told the old permissions.
 */
export function keyVerdict(key: ApiKey, state: KeyState | null): OwnerVerdict {
  if (state === null) return 'key-unknown';
  if (state.status !== 'active') return 'key-revoked';
  if (state.version !== key.version) return 'key-changed';
  if (key.expiresAt !== null && Date.parse(key.expiresAt) <= state.readAtMs) return 'key-expired';
  return 'current';
}

/**
 * The same of a scoped token, which ends by itself, by its deletion, and with the version of its key. Its row was
 * found genuine when the socket was opened and never changes after: one that says something else now is no longer it.
 */
export function tokenVerdict(opened: TokenRecord, stored: StoredToken | null): OwnerVerdict {
  if (stored === null || stored.expiresAt.getTime() !== opened.expiresAt.getTime()) return 'token-unknown';
  if (!stored.isUnexpired) return 'token-expired';
  const isOfKey = stored.keyStatus === 'active' && stored.currentVersion === opened.keyVersion;
  return isOfKey ? 'current' : 'token-outdated';
}
