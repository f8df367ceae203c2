import type { Pool, PoolClient } from 'pg';

const LOOK_EVERY_MS = 1_000;

/**
 * Ends connections of `pool` that somebody has held for longer than `withinMs`, which fails the statement they are at
 * work on. One look at all of them instead of a timer for each statement, as pg's own `query_timeout` sets: such a timer
 * keeps the statement, its rows and all who wait for it from the quick garbage collection of young objects: of a busy
 * gateway one byte in twenty that it allocates.
 */
export function endLateConnections(pool: Pool, withinMs: number): void {
  const holds = new Map<PoolClient, { sinceMs: number }>();
  const note = (client: PoolClient, sinceMs: number) => {
    const hold = holds.get(client);
    if (hold !== undefined) hold.sinceMs = sinceMs;
  };
  pool.on('connect', (client) => holds.set(client, { sinceMs: Number.POSITIVE_INFINITY }));
  pool.on('acquire', (client) => note(client, performance.now()));
  pool.on('release', (_error, client) => note(client, Number.POSITIVE_INFINITY));
  pool.on('remove', (client) => holds.delete(client));
  const look = setInterval(() => {
    if (pool.ended) clearInterval(look);
    const nowMs = performance.now();
    for (const [client, { sinceMs }] of holds) {
      // At work on a statement, it ends at once: nothing more is asked of the server.
      if (nowMs - sinceMs > withinMs) void endQuietly(client);
    }
  }, LOOK_EVERY_MS).unref();
}

async function endQuietly(client: PoolClient & { end?: () => Promise<void> }): Promise<void> {
  try {
    await client.end?.();
  } catch {
    // It is lost already, and whoever holds it is told so.
  }
}
