import { Pool } from 'undici';
import { Relay } from './relay.ts';
import type { Upstream } from './upstream.ts';

export type UpstreamOptions = {
  /** Origin such as `http://127.0.0.1:3200`. */
  readonly origin: string;
  /** Calls at once at most; one more is refused rather than queued behind calls that may hang. */
  readonly maxInFlight: number;
  readonly connectTimeoutMs: number;
  /** To the first byte of the answer, and between two chunks of it. */
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
  /** From the call to the last byte of its answer. */
  readonly deadlineMs: number;
  readonly maxResponseBytes: number;
};

const MAX_RESPONSE_HEADER_BYTES = 16_384;
/** Shorter than any server keeps an idle connection, so that no call is written to one that is just being closed. */
const KEEP_ALIVE_MS = 4_000;

/**
 * Connections to one upstream. Nothing is ever sent twice and no redirect is followed: undici's dispatch does
 * neither by itself.
 */
export function connectUpstream(options: UpstreamOptions): Upstream {
  const pool = new Pool(options.origin, {
    connections: options.maxInFlight,
    pipelining: 1,
    allowH2: false,
    connectTimeout: options.connectTimeoutMs,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: options.bodyTimeoutMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: 60_000,
    maxHeaderSize: MAX_RESPONSE_HEADER_BYTES,
    maxResponseSize: options.maxResponseBytes,
  });
  let inFlight = 0;
  const relayOptions = {
    maxResponseBytes: options.maxResponseBytes,
    deadlineMs: options.deadlineMs,
    onDone: () => {
      inFlight--;
    },
  };
  return {
    get inFlight() {
      return inFlight;
    },
    forward({ method, path, headers, body }, reply) {
      if (reply.isGone) return reply.refuse('client-gone');
      if (inFlight >= options.maxInFlight) return reply.refuse('upstream-busy');
      inFlight++;
      // Whatever its method, no call may be taken for one that is safe to repeat.
      pool.dispatch({ method, path, headers, body, idempotent: false }, new Relay(reply, relayOptions));
    },
    close: () => pool.close(),
  };
}
