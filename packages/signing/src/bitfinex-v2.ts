import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signature of a Bitfinex REST v2 request: HMAC-SHA384 over `/api` + path + nonce + body, no separators.
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
  return createHmac('sha384', hmacKey).update('/api').update(path).update(nonce).update(body).digest();
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

const SIGNATURE = /^[0-9a-f]{96}$/;

/** True if `signature` is the lower-case hex of the right MAC. Constant time in the MAC. */
export function isBitfinexV2SignatureValid(
  verifier: Uint8Array,
  request: { path: string; nonce: string; body: Uint8Array },
  signature: string,
): boolean {
  if (!SIGNATURE.test(signature)) return false;
  const mac = bitfinexV2Mac(verifier, request.path, request.nonce, request.body);
  return timingSafeEqual(mac, Buffer.from(signature, 'hex'));
}
