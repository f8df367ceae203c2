import type { ApiKey } from '../../api-key-lookup/api-key.ts';
import type { KeyLookup } from '../../api-key-lookup/key-lookup.ts';
import type { LiveVerifier } from '../../api-key-lookup/live-verifier.ts';
import type { NonceConsumer } from '../../nonces/nonce-consumer.ts';
import type { Rejection } from '../../rejection.ts';
import type { Credentials, InboundRequest } from '../inbound-request.ts';
import { checkAddress } from './check-address.ts';
import { checkSignature } from './check-signature.ts';
import { checkStatus } from './check-status.ts';

export type AuthenticateDeps = {
  readonly keys: KeyLookup;
  readonly nonces: NonceConsumer;
  /** A verifier of nobody, so that an unknown key takes as long as a wrong signature. */
  readonly dummyVerifier: LiveVerifier;
};

/** A key that changes more often than this while one request is judged is somebody's mistake, or an attack. */
const MAX_JUDGEMENTS = 4;

/**
 * Who signed this, judged on terms that hold at the moment the nonce is consumed: a record in the cache may be of an
 * earlier version, so a refusal by it stands only once the version was read again, and an acceptance only if the
 * compare-and-set found that very version. Otherwise the record is read anew and everything is judged again.
 */
export async function authenticate(
  deps: AuthenticateDeps,
  request: Pick<InboundRequest, 'address'>,
  credentials: Credentials,
  body: Buffer,
): Promise<ApiKey | Rejection> {
  const { keys, nonces } = deps;
  const signed = { text: credentials.signedText, body };
  const found = keys.find(credentials.keyId);
  // A key that is in the cache, as nearly all are, is not waited for.
  let key = found instanceof Promise ? await found : found;
  for (let judgement = 1; judgement <= MAX_JUDGEMENTS; judgement++) {
    if (key === null) {
      deps.dummyVerifier.verifies(signed, credentials.signature);
      return 'key-unknown';
    }
    const rejection =
      checkSignature(key.verifier, signed, credentials.signature) ??
      checkStatus(key) ??
      checkAddress(key, request.address);
    if (rejection === null) {
      const outcome = await nonces.consume(key, credentials.nonce, request.address.text);
      if (outcome === 'accepted') return key;
      if (outcome !== 'version-changed') return outcome;
    } else if (await keys.isCurrent(key)) {
      return rejection;
    }
    key = await keys.reload(key);
  }
  return 'store-unavailable';
}
