/**
 * Every reason for which the gateway says no, inside. What a client gets to see of it is decided in one place,
 * the `answers.ts` of each profile; the log carries the reason itself.
 */
export type Rejection =
  // The message itself, before anybody is known.
  | 'http-version-unsupported'
  | 'transfer-coding-unsupported'
  | 'expectation-unsupported'
  | 'method-not-allowed'
  | 'host-malformed'
  | 'path-malformed'
  | 'headers-malformed'
  | 'payload-malformed'
  | 'payload-of-another-path'
  | 'nonce-malformed'
  | 'body-encoded'
  | 'body-unexpected'
  | 'body-malformed'
  | 'body-too-large'
  | 'address-limit-reached'
  // Who it is.
  | 'credentials-missing'
  | 'token-unknown'
  | 'token-expired'
  | 'token-outdated'
  | 'token-address-not-allowed'
  | 'key-unknown'
  | 'signature-invalid'
  | 'key-revoked'
  | 'key-expired'
  | 'address-not-allowed'
  | 'nonce-too-small'
  // What they may do.
  | 'route-unlisted'
  | 'permission-missing'
  | 'key-limit-reached'
  | 'token-request-malformed'
  | 'token-not-found'
  | 'token-limit-reached'
  // What we cannot do.
  | 'store-unavailable'
  | 'upstream-busy'
  | 'upstream-unreachable'
  | 'upstream-outcome-unknown'
  | 'client-gone';
