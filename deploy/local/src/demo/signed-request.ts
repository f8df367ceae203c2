import { signBitfinexV2 } from '@countersign/signing';

/** Key ID and secret, as a client holds them. */
export type KeyPair = { readonly keyId: string; readonly secret: string };

export type SignedRequest = {
  readonly path: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** A request ready to be sent, any number of times. */
export function signRequest(key: KeyPair, path: string, body: object, nowMs: number): SignedRequest {
  const text = JSON.stringify(body);
  // Milliseconds, as ccxt counts: one key, one unit.
  const signature = signBitfinexV2(key, { path, nonce: String(nowMs), body: text });
  return { path, body: text, headers: { ...signature, 'content-type': 'application/json' } };
}

export type GatewayAnswer = { readonly status: number; readonly body: unknown };

const TIMEOUT_MS = 10_000;

export async function sendRequest(
  gateway: string,
  { path, body, headers }: SignedRequest,
): Promise<GatewayAnswer> {
  const response = await fetch(`${gateway}${path}`, {
    method: 'POST',
    body,
    headers,
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  return { status: response.status, body: await response.json().catch(() => null) };
}

/** True for the gateway's refusal with that code: `["error", code, text]` with status 500, which clients understand. */
export const isRefusal = ({ status, body }: GatewayAnswer, code: number): boolean =>
  status === 500 && Array.isArray(body) && body[0] === 'error' && body[1] === code;
