import { isScopedToken, tokenDigest } from '@countersign/sealing';
import type { ClientAddress } from '../addresses/client-address.ts';
import { type ApiKey, narrowed } from '../api-key-lookup/api-key.ts';
import type { BatchedRead } from '../api-key-lookup/batched-read.ts';
import type { KeyLookup } from '../api-key-lookup/key-lookup.ts';
import type { Rejection } from '../rejection.ts';
import { checkAddress } from '../verification/steps/check-address.ts';
import { grantedBy, type TokenRecord, type TokenSigner } from './token-record.ts';
import type { StoredToken } from './token-store.ts';
import type { TokenUseLog } from './write-token-uses.ts';

export type AuthenticateTokenDeps = {
  readonly keys: KeyLookup;
  /** By digest in hex; each read begins after it was asked for. */
  readonly tokens: BatchedRead<StoredToken>;
  readonly signer: TokenSigner;
  /** Shows the owner that the key was used. */
  readonly uses: TokenUseLog;
  readonly alarm: (keyId: string) => void;
};

export type TokenVerdict = {
  /** Whose token it is, `null` if that is not certain. */
  readonly keyId: string | null;
  /** What its row said, once that was found genuine. */
  readonly record: TokenRecord | null;
  /** The key, narrowed to what the token may do. */
  readonly verdict: ApiKey | Rejection;
};

const UNKNOWN: TokenVerdict = { keyId: null, record: null, verdict: 'token-unknown' };
/** A key that changes more often than this while one request is judged is somebody's mistake, or an attack. */
const MAX_READS = 3;

/** The only form in which a token is stored or looked up. */
export const digestOf = (token: string): Buffer => tokenDigest('scoped-token', token);

/**
 * Who shows this token, and what it may do. Nothing about it is cached: the token and the state row of its key are
 * read, in one statement that begins after the request arrived. A token is good for the version of its key that
 * issued it; so a deletion, a revocation or any edit that was committed before is seen by every gateway. Nothing is
 * consumed: the nonce beside a token is not signed, and a captured token can be used again until it ends.
 */
export async function authenticateToken(
  deps: AuthenticateTokenDeps,
  token: string,
  address: ClientAddress,
): Promise<TokenVerdict> {
  if (!isScopedToken(token)) return UNKNOWN;
  const stored = await deps.tokens.get(digestOf(token).toString('hex'));
  if (stored === null) return UNKNOWN;
  const authenticity = deps.signer.verify(stored);
  if (authenticity !== 'genuine') {
    if (authenticity === 'forged') deps.alarm(stored.keyId);
    return UNKNOWN;
  }
  const verdict = await judge(deps.keys, stored, address);
  if (typeof verdict !== 'string') deps.uses.note(stored.keyId, address.text);
  return { keyId: stored.keyId, record: stored, verdict };
}

async function judge(
  keys: KeyLookup,
  stored: StoredToken,
  address: ClientAddress,
): Promise<ApiKey | Rejection> {
  if (!stored.isUnexpired) return 'token-expired';
  if (stored.keyStatus !== 'active' || stored.currentVersion !== stored.keyVersion) return 'token-outdated';
  const key = await keyOfVersion(keys, stored);
  if (typeof key === 'string') return key;
  if (checkAddress(key, address) !== null) return 'token-address-not-allowed';
  return narrowed(key, grantedBy(stored, key.permissions));
}

/** The key as its record of that version says: one in the cache may be older than the state row that was read. */
async function keyOfVersion(
  keys: KeyLookup,
  { keyId, keyVersion }: StoredToken,
): Promise<ApiKey | Rejection> {
  let key = await keys.find(keyId);
  for (let read = 1; key !== null && key.version < keyVersion; read++) {
    if (read > MAX_READS) return 'store-unavailable';
    key = await keys.reload(key);
  }
  if (key === null) return 'token-unknown';
  return key.version === keyVersion ? key : 'token-outdated';
}
