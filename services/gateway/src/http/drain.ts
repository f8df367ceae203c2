import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type Drain = {
  readonly isDraining: boolean;
  /** Goes away without losing a request; resolves when the last one was answered. */
  run(server: Server): Promise<void>;
};

/**
 * Going away: first not ready, so that load balancers look elsewhere, while every answer tells its client to connect
 * anew; only after `drainMs`, when the connections that are still open have been silent for as long, does the
 * server stop listening and close them.
 */
export function drain(drainMs: number): Drain {
  let isDraining = false;
  return {
    get isDraining() {
      return isDraining;
    },
    async run(server) {
      isDraining = true;
      await delay(drainMs);
      // Stops listening, closes idle connections, waits for the busy ones.
      const { promise, resolve } = Promise.withResolvers<void>();
      server.close(() => resolve());
      await promise;
    },
  };
}
