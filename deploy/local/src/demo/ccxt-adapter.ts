import ccxt from 'ccxt';
import type { KeyPair } from './signed-request.ts';

export type Exchange = InstanceType<typeof ccxt.bitfinex>;

/** An unmodified ccxt, pointed at the gateway. */
export function createExchange(gateway: string, { keyId, secret }: KeyPair): Exchange {
  const exchange = new ccxt.bitfinex({ apiKey: keyId, secret });
  const api = exchange.urls.api as Record<string, string>;
  for (const name of ['public', 'private', 'v1']) api[name] = gateway;
  return exchange;
}

export const isAuthenticationError = (error: unknown): boolean => error instanceof ccxt.AuthenticationError;

/** The body of the last answer, as it came. */
export const lastAnswer = (exchange: Exchange): string => String(exchange.last_http_response);
