import type { InboundHeaders } from '../../http/inbound-headers.ts';
import type { Rejection } from '../../rejection.ts';
import type { Credentials } from '../../verification/inbound-request.ts';
import { parsePayload } from './payload.ts';

const VISIBLE_ASCII = /^[\x21-\x7e]*$/;

/**
 * Exactly one key ID, payload and signature. The path inside the payload must be the path called: only the payload
 * is signed, so it could else be sent to any other route.
 */
export function readV1Credentials(headers: InboundHeaders, target: string): Credentials | Rejection {
  if (headers.hasRepeated) return 'headers-malformed';
  if (headers.contentEncoding !== null) return 'body-encoded';
  const { v1KeyId: keyId, payload, v1Signature: signature } = headers;
  if (keyId === null || payload === null || signature === null) return 'credentials-missing';
  if (!VISIBLE_ASCII.test(keyId) || !VISIBLE_ASCII.test(signature)) return 'headers-malformed';
  const read = parsePayload(payload);
  if (typeof read === 'string') return read;
  if (read.request !== target) return 'payload-of-another-path';
  return { keyId, signature, nonce: read.nonce, signedText: payload };
}
