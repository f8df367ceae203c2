/** Every limit of the gateway that is not a deployment's to choose. */
export const LIMITS = {
  /** Requests of one address (IPv6: one /64), signed or not. */
  address: { perSecond: 100, burst: 200 },
  /** Calls by one key. */
  key: { perSecond: 50, burst: 100 },
  maxLimitedClients: 100_000,
  maxBodyBytes: 1_048_576,
  maxResponseBytes: 8_388_608,
  maxConnections: 20_000,
  maxConnectionsPerAddress: 512,
  headersMs: 10_000,
  requestMs: 15_000,
  connectMs: 2_000,
  /** From a call to the upstream to the last byte of its answer. */
  callMs: 30_000,
  /** How long a request may wait for the verdict on its nonce. */
  nonceMs: 1_500,
} as const;
