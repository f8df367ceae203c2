/** What came of trying to consume a nonce; everything but `accepted` and `version-changed` is final. */
export type NonceOutcome =
  | 'accepted'
  | 'nonce-too-small'
  | 'version-changed'
  | 'key-revoked'
  | 'key-expired'
  | 'key-unknown'
  | 'store-unavailable';

/** One request's part: its nonce, and the version of the key it was verified against. */
export type NonceClaim = { readonly nonce: number; readonly version: number };

/** The state row as it was before the compare-and-set, locked; `seen` is the version that was asked about. */
export type StateAnswer = {
  readonly lastNonce: number;
  readonly status: 'active' | 'revoked';
  readonly version: number;
  readonly seen: number;
  readonly isUnexpired: boolean;
};

/** The claims that speak for all: of each version the one with the greatest nonce. Expects ascending order. */
export function greatestByVersion<C extends NonceClaim>(ascending: readonly C[]): C[] {
  const last = ascending.at(-1);
  if (last === undefined) return [];
  if (ascending.every(({ version }) => version === last.version)) return [last];
  return [...new Map(ascending.map((claim) => [claim.version, claim])).values()];
}

/**
 * The verdict on each claim of one key, in their order. The statement stored the greatest nonce of the right version
 * if it was above `lastNonce`; so a claim is accepted if it is above that and above the claim before it.
 *
 * @param answers the rows of this key, one a version asked about
 * @param ascending the key's claims by rising nonce
 */
export function judgeClaims(
  answers: readonly StateAnswer[],
  ascending: readonly NonceClaim[],
): NonceOutcome[] {
  const current = answers.find(({ seen, version }) => seen === version);
  if (current === undefined) return ascending.map(() => 'version-changed');
  let floor = current.lastNonce;
  return ascending.map((claim) => {
    if (claim.version !== current.version) return 'version-changed';
    if (current.status !== 'active') return 'key-revoked';
    if (!current.isUnexpired) return 'key-expired';
    if (claim.nonce <= floor) return 'nonce-too-small';
    floor = claim.nonce;
    return 'accepted';
  });
}
