import ccxt, { type bitfinex } from 'ccxt';

/** ccxt as it is, pointed at a gateway. It does not pace itself: what the gateway says to that is under test. */
export function connectCcxt(gatewayUrl: string, key: { keyId: string; secret: string }): bitfinex {
  const client = new ccxt.bitfinex({ apiKey: key.keyId, secret: key.secret, enableRateLimit: false });
  const { api } = client.urls as { api: Record<string, string> };
  for (const name of ['private', 'public', 'v1']) api[name] = gatewayUrl;
  return client;
}
