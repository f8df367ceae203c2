import { macOf, textBase } from './signature.ts';

/**
 * Headers that sign a Bitfinex REST v1 request: the parameters, the path called and the nonce stand in a payload
 * (base64 of JSON), and the signature covers the text of the payload and nothing else.
 *
 * @param request `path` such as `/v1/balances`; `nonce` above every nonce that the key used before
 */
export function signBitfinexV1(
  { keyId, secret }: { keyId: string; secret: string },
  { path, nonce, parameters = {} }: { path: string; nonce: string; parameters?: Record<string, unknown> },
): Record<'x-bfx-apikey' | 'x-bfx-payload' | 'x-bfx-signature', string> {
  const json = JSON.stringify({ request: path, nonce, ...parameters });
  const payload = Buffer.from(json, 'utf8').toString('base64');
  const signature = macOf(secret, textBase(payload)).toString('hex');
  return { 'x-bfx-apikey': keyId, 'x-bfx-payload': payload, 'x-bfx-signature': signature };
}
