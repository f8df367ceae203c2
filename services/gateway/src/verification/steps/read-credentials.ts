import { bitfinexV2Text } from '@countersign/signing';
import type { InboundHeaders } from '../../http/inbound-headers.ts';
import { parseNonce } from '../../profiles/bitfinex-v2/nonce.ts';
import type { Rejection } from '../../rejection.ts';
import type { Credentials } from '../inbound-request.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

/** Exactly one of each header that the signature rests on, each of the right grammar. */
export function readCredentials(headers: InboundHeaders, target: string): Credentials | Rejection {
  if (headers.hasRepeated) return 'headers-malformed';
  if (headers.contentEncoding !== null) return 'body-encoded';
  // A token comes instead of a key and wins over one, and none was ever issued.
  if (headers.token !== null) return 'token-unknown';
  const { keyId, signature, nonce: nonceText } = headers;
  if (keyId === null || signature === null || nonceText === null) return 'credentials-missing';
  if (!VISIBLE_ASCII.test(keyId) || !VISIBLE_ASCII.test(signature)) return 'headers-malformed';
  const nonce = parseNonce(nonceText);
  if (nonce === null) return 'nonce-malformed';
  return { keyId, signature, nonce, signedText: bitfinexV2Text(target, nonceText) };
}
