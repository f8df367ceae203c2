import type { Rate } from './limits/rate-limit.ts';
import { SOCKET_LIMITS, type SocketLimits } from './websocket/socket-limits.ts';

/** Every limit of the gateway that is not a deployment's to choose. */
export type Limits = {
  /** Requests of one address (IPv6: one /64), signed or not. */
  readonly address: Rate;
  /** Calls by one key. */
  readonly key: Rate;
  readonly maxLimitedClients: number;
  readonly maxBodyBytes: number;
  readonly maxResponseBytes: number;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  /** From the first byte of a request to the end of its headers, and to the end of its body. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** How long a client may go on sending after the answer that ends its connection. */
  readonly lingerMs: number;
  /** To connect to the upstream. */
  readonly connectMs: number;
  /** A whole call to the upstream may take so many times what its first byte may take. */
  readonly callToFirstByte: number;
  /** How long a request may wait for the database: once for its key, once for the verdict on its nonce. */
  readonly storeMs: number;
  /** Scoped tokens of one key that are good at the same time. */
  readonly tokensPerKey: number;
  /** How often scoped tokens that ended are cleared away. */
  readonly tokenSweepMs: number;
  readonly sockets: SocketLimits;
};

/** The longest that a call may be under way when nobody takes new ones any more. */
export const lastCallsMs = (limits: Pick<Limits, 'storeMs' | 'callToFirstByte'>, upstreamTimeoutMs: number) =>
  2 * limits.storeMs + limits.callToFirstByte * upstreamTimeoutMs;

/** No byte either way for so long, outside of keep-alive: nobody is there any more. Longer than any call may take. */
export const idleMs = (limits: Parameters<typeof lastCallsMs>[0], upstreamTimeoutMs: number) =>
  Math.max(LEAST_IDLE_MS, lastCallsMs(limits, upstreamTimeoutMs) + 5_000);
const LEAST_IDLE_MS = 45_000;

export const LIMITS: Limits = {
  address: { perSecond: 100, burst: 200 },
  key: { perSecond: 50, burst: 100 },
  maxLimitedClients: 100_000,
  maxBodyBytes: 1_048_576,
  maxResponseBytes: 8_388_608,
  maxConnections: 20_000,
  maxConnectionsPerAddress: 512,
  headersMs: 10_000,
  requestMs: 15_000,
  lingerMs: 2_000,
  connectMs: 2_000,
  callToFirstByte: 3,
  storeMs: 1_500,
  tokensPerKey: 100,
  tokenSweepMs: 30_000,
  sockets: SOCKET_LIMITS,
};
