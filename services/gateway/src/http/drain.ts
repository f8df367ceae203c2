import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayServer } from './gateway-server.ts';

export type Drain = {
  readonly isDraining: boolean;
  /** The longest that `run` takes. */
  readonly withinMs: number;
  /** Goes away without losing a request; resolves when the last one was answered. */
  run(server: Pick<GatewayServer, 'close' | 'destroyConnections'>): Promise<void>;
};

export type DrainTimes = {
  /** How long requests are taken after the word to stop. */
  readonly drainMs: number;
  /** How long the last calls may take after that; who has not got an answer by then is sending no request. */
  readonly lastCallsMs: number;
};

/**
 * Going away: first not ready, so that load balancers look elsewhere, while every answer tells its client to connect
 * anew; only after `drainMs`, when the connections that are still open have been silent for as long, does the
 * server stop listening and close them. What then is still open after `lastCallsMs` is cut off.
 */
export function drain({ drainMs, lastCallsMs }: DrainTimes): Drain {
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    withinMs: drainMs + lastCallsMs,
    async run(server) {
      isDraining = true;
      await delay(drainMs);
      const closed = server.close();
      const timer = setTimeout(() => server.destroyConnections(), lastCallsMs);
      await closed;
      clearTimeout(timer);
    },
  };
}
