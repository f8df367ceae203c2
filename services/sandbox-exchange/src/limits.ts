/** Everything is kept in memory, so everything has an end. */
export const LIMITS = {
  /** Accounts; the one that was away longest gives way. */
  accounts: 500,
  /** Open orders of an account; one more is refused. */
  openOrders: 100,
  /** Entries of each history of an account (closed orders, trades, ledger, movements, positions); the oldest goes. */
  history: 250,
  /** Bytes of a request body. */
  bodyBytes: 65_536,
  /** Characters of one path segment; the configuration call of common clients has about 300. */
  pathSegment: 1_000,
  /** WebSockets at once. */
  sockets: 1_000,
  /** Bytes of a message on one. */
  messageBytes: 65_536,
  /** Channels that one may be subscribed to. */
  subscriptions: 30,
  /** Bytes that may wait for a socket's other side; above it the socket is closed. */
  unsentBytes: 8_388_608,
} as const;

/** Adds the newest entry to a history. */
export function remember<T>(history: T[], entry: T): void {
  history.push(entry);
  if (history.length > LIMITS.history) history.shift();
}
