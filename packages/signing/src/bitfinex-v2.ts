import { macOf } from './signature.ts';

/** The text that a Bitfinex REST v2 signature covers before the body: `/api` + path + nonce, no separators. */
export function bitfinexV2Text(path: string, nonce: string): string {
  return `/api${path}${nonce}`;
}

/**
 * Signature of a Bitfinex REST v2 request: HMAC-SHA384 over `/api` + path + nonce + body.
 *
 * @param hmacKey the secret as text, or the verifier (SHA-384 of the secret): both give the same signature
 * @param path as on the wire, for example `/v2/auth/r/wallets`
 * @param body the raw bytes sent, possibly none
 * @returns 48 bytes
 */
export function bitfinexV2Mac(
  hmacKey: string | Uint8Array,
  path: string,
  nonce: string,
  body: string | Uint8Array,
): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'utf8') : body;
  return macOf(hmacKey, { text: bitfinexV2Text(path, nonce), body: bytes });
}

/** Headers that sign a request as a Bitfinex client does. `nonce` must be above every nonce the key used before. */
export function signBitfinexV2(
  { keyId, secret }: { keyId: string; secret: string },
  request: { path: string; nonce: string; body: string | Uint8Array },
): Record<'bfx-apikey' | 'bfx-nonce' | 'bfx-signature', string> {
  return {
    'bfx-apikey': keyId,
    'bfx-nonce': request.nonce,
    'bfx-signature': bitfinexV2Mac(secret, request.path, request.nonce, request.body).toString('hex'),
  };
}
