import type { AddressInfo } from 'node:net';
import { createLogger } from '@countersign/runtime';
import ccxt, { type bitfinex } from 'ccxt';
import type { FastifyInstance } from 'fastify';
import { createExchange, type ExchangeOptions } from '../app.ts';

export const TEST_TOKEN = 'test-upstream-token-0123456789';

/** A moment in 2026 at which the clock of an exchange under test stands. */
export const NOW = Date.UTC(2026, 5, 1, 12);

type Teardown = { teardown(fn: () => unknown): void };

export function testExchange(t: Teardown, options: Partial<ExchangeOptions> = {}): FastifyInstance {
  const logger = createLogger('test', 'silent');
  const app = createExchange({ upstreamToken: TEST_TOKEN, clock: () => NOW, logger, ...options });
  t.teardown(() => app.close());
  return app;
}

/** The headers that the gateway adds. */
export function asGatewayFor(user: string): Record<string, string> {
  return {
    'countersign-upstream-token': TEST_TOKEN,
    'countersign-user': user,
    'countersign-key-id': 'ck_test',
    'countersign-permissions': 'orders:read,orders:write',
  };
}

export type Answer = { readonly status: number; readonly body: unknown };

/** A signed-in caller without a socket: `call('r/wallets')` posts to `/v2/auth/r/wallets`. */
export function privateCaller(app: FastifyInstance, user = 'user-1') {
  return async (path: string, body: object = {}): Promise<Answer> => {
    const url = `/v2/auth/${path}`;
    const response = await app.inject({ method: 'POST', url, headers: asGatewayFor(user), payload: body });
    return { status: response.statusCode, body: response.json() };
  };
}

/** Unmodified ccxt on a real socket; the headers stand in for the gateway. */
export async function connectCcxt(t: Teardown, user = 'user-1'): Promise<bitfinex> {
  const app = testExchange(t, { clock: Date.now });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const client = new ccxt.bitfinex({ apiKey: 'any', secret: 'any', enableRateLimit: false });
  client.urls.api = { public: url, private: url, v1: url };
  client.headers = asGatewayFor(user);
  return client;
}
