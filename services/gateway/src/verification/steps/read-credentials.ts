import { bitfinexV2Text } from '@countersign/signing';
import type { InboundHeaders } from '../../http/inbound-headers.ts';
import { parseNonce } from '../../profiles/bitfinex-v2/nonce.ts';
import type { Rejection } from '../../rejection.ts';
import type { Credentials, TokenCredentials } from '../inbound-request.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

/**
 * Exactly one of each header that the signature rests on, each of the right grammar. A token comes instead of a key
 * and wins over one, as the official client has it; what stands beside it is not looked at.
 */
export function readCredentials(
  headers: InboundHeaders,
  target: string,
): Credentials | TokenCredentials | Rejection {
  if (headers.hasRepeated) return 'headers-malformed';
  if (headers.contentEncoding !== null) return 'body-encoded';
  const { token } = headers;
  if (token !== null) return VISIBLE_ASCII.test(token) ? { token } : 'headers-malformed';
  const { keyId, signature, nonce: nonceText } = headers;
  if (keyId === null || signature === null || nonceText === null) return 'credentials-missing';
  if (!VISIBLE_ASCII.test(keyId) || !VISIBLE_ASCII.test(signature)) return 'headers-malformed';
  const nonce = parseNonce(nonceText);
  if (nonce === null) return 'nonce-malformed';
  return { keyId, signature, nonce, signedText: bitfinexV2Text(target, nonceText) };
}
