import { assertSchemaIsCurrent, createDatabase } from '@countersign/database';
import type { Logger } from '@countersign/runtime';
import type { Config } from './config.ts';
import { createDeps } from './deps.ts';
import { GatewayServer } from './http/gateway-server.ts';
import { idleMs, LIMITS, type Limits } from './limits.ts';
import type { Reading } from './metrics/metrics.ts';
import { readMetrics } from './metrics/read-metrics.ts';
import { loadRoutes } from './routing/load-routes.ts';

export type Gateway = {
  readonly port: number;
  /** The longest that its last requests keep `stop` waiting. */
  readonly drainsWithinMs: number;
  /** Reads the file of routes again; see `RouteFile`. */
  reloadRoutes(): Promise<void>;
  /** What it has counted so far. */
  metrics(): Promise<Reading[]>;
  /** Stops taking requests without losing one, then lets go of everything. Once, however often it is called. */
  stop(): Promise<void>;
};

/** Starts a gateway that listens; throws if the database is not as this code needs it. */
export async function startGateway(
  config: Config,
  logger: Logger,
  limits: Limits = LIMITS,
): Promise<Gateway> {
  await assertDatabaseIsReady(config, logger);
  const routes = await loadRoutes(config.routesFile, logger, Date.now);
  const deps = createDeps(config, limits, logger, routes);
  const server = new GatewayServer(deps, {
    ...limits,
    idleMs: idleMs(limits, config.upstreamTimeoutMs),
  });
  const port = await server.listen(config.port, config.host).catch(async (error: unknown) => {
    await deps.close();
    throw error;
  });
  const stop = async () => {
    // The server is closed once its last connection is: those of sockets are ended beside it.
    await Promise.all([deps.drain.run(server), deps.sockets.open.goAway(config.drainMs)]);
    await deps.close();
  };
  let stopped: Promise<void> | null = null;
  return {
    port,
    drainsWithinMs: deps.drain.withinMs,
    reloadRoutes: () => routes.reload(),
    async metrics() {
      return readMetrics(deps.metrics, await server.connections());
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

async function assertDatabaseIsReady(config: Config, logger: Logger): Promise<void> {
  const database = createDatabase({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: 1,
    applicationName: 'countersign-gateway-start',
    logger,
  });
  try {
    await assertSchemaIsCurrent(database);
  } finally {
    await database.destroy();
  }
}
