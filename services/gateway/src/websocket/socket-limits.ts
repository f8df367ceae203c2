import type { Rate } from '../limits/rate-limit.ts';

/** Every limit of WebSockets that is not a deployment's to choose. */
export type SocketLimits = {
  readonly maxMessageBytes: number;
  /** The same of the upstream, whose snapshots are long. */
  readonly maxUpstreamMessageBytes: number;
  readonly maxFragments: number;
  /** Messages of one client, whatever they are. */
  readonly messages: Rate;
  /** Messages that may wait for their turn; above it nothing more is read from the client. */
  readonly maxWaiting: number;
  /** Above it nothing more is read from the side that the bytes come from. */
  readonly maxUnsentBytes: number;
  readonly maxSubscriptions: number;
  /** Failed auth events on one socket. */
  readonly maxFailures: number;
  readonly pingMs: number;
  readonly closeMs: number;
  /** To open a socket to the upstream, and once more to be acknowledged there. */
  readonly upstreamMs: number;
  /** How often the keys of all sockets are looked at, whether or not their clients say anything. */
  readonly sweepMs: number;
  /** How long a socket lives on while nobody can say whether its key does. */
  readonly maxUnconfirmedMs: number;
  /** Between the word that a client should reconnect and the end of its socket. */
  readonly farewellMs: number;
};

export const SOCKET_LIMITS: SocketLimits = {
  maxMessageBytes: 65_536,
  maxUpstreamMessageBytes: 4_194_304,
  maxFragments: 64,
  messages: { perSecond: 50, burst: 200 },
  maxWaiting: 64,
  maxUnsentBytes: 1_048_576,
  maxSubscriptions: 30,
  maxFailures: 5,
  pingMs: 20_000,
  closeMs: 2_000,
  upstreamMs: 5_000,
  sweepMs: 1_000,
  maxUnconfirmedMs: 5_000,
  farewellMs: 1_000,
};
