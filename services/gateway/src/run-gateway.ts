import cluster from 'node:cluster';
import type { Logger } from '@countersign/runtime';
import { type Gateway, startGateway } from './app.ts';
import type { Config } from './config.ts';
import { type MetricsListener, serveMetrics } from './http/serve-metrics.ts';
import { LIMITS, lastCallsMs } from './limits.ts';
import { metricsText, type ProcessReadings } from './metrics/metrics-text.ts';
import { supervisionReadings, watchProcess } from './metrics/read-metrics.ts';
import { answerSupervisor } from './processes/answer-supervisor.ts';
import { Supervisor } from './processes/supervise-workers.ts';

/** What a gateway may need to let go of its connections once the last request was answered. */
const CLOSE_WITHIN_MS = 5_000;
/** By so much sooner than the supervisor must a worker be gone. */
const MARGIN_MS = 1_000;

export type Running = {
  readonly stopWithinMs: number;
  stop(): Promise<void>;
};

/** The gateway as the configuration wants it: in this process, or in several that this one looks after. */
export function runGateway(config: Config, logger: Logger): Promise<Running> {
  if (cluster.isWorker) return runWorker(config, logger);
  return config.processes > 1 ? runWorkers(config, logger) : runAlone(config, logger);
}

async function runAlone(config: Config, logger: Logger): Promise<Running> {
  const gateway = await startGateway(config, logger);
  const metrics = await metricsListener(config, gateway);
  onHangUp(config, () => void gateway.reloadRoutes());
  logger.info({ host: config.host, port: gateway.port, metricsPort: metrics?.port ?? null }, 'gateway is up');
  return {
    stopWithinMs: gateway.drainsWithinMs + CLOSE_WITHIN_MS,
    async stop() {
      await gateway.stop();
      await metrics?.close();
    },
  };
}

/** Serves `metrics` of the gateway if the configuration asks for it. */
export async function metricsListener(
  config: Pick<Config, 'metricsHost' | 'metricsPort'>,
  gateway: Pick<Gateway, 'metrics'>,
): Promise<MetricsListener | null> {
  if (config.metricsPort === null) return null;
  const readProcess = watchProcess();
  const supervision = supervisionReadings({ isUp: true, restarts: 0 });
  return listen(config, config.metricsPort, async () => [
    { process: '1', readings: [...(await gateway.metrics()), ...readProcess(), ...supervision] },
  ]);
}

async function runWorker(config: Config, logger: Logger): Promise<Running> {
  const gateway = await startGateway(config, logger);
  const readProcess = config.metricsPort === null ? () => [] : watchProcess();
  answerSupervisor({
    readings: async () => [...(await gateway.metrics()), ...readProcess()],
    reload: () => gateway.reloadRoutes(),
  });
  // Where a terminal hangs up, everybody hears of it; what is to be done, the supervisor says.
  onHangUp(config, () => {});
  return {
    stopWithinMs: gateway.drainsWithinMs + CLOSE_WITHIN_MS,
    stop: () => gateway.stop(),
  };
}

async function runWorkers(config: Config, logger: Logger): Promise<Running> {
  const workersStopWithinMs =
    config.drainMs + lastCallsMs(LIMITS, config.upstreamTimeoutMs) + CLOSE_WITHIN_MS + MARGIN_MS;
  const supervisor = new Supervisor({
    count: config.processes,
    stopWithinMs: workersStopWithinMs,
    logger,
    now: () => performance.now(),
  });
  onHangUp(config, () => supervisor.reload());
  await supervisor.start();
  const readProcess = watchProcess();
  const { host, port, processes, metricsPort } = config;
  const metrics =
    metricsPort === null
      ? null
      : await listen(config, metricsPort, async () => [
          { process: 'supervisor', readings: readProcess() },
          ...(await supervisor.readings()),
        ]);
  logger.info({ host, port, processes, metricsPort }, 'gateway is up');
  return {
    stopWithinMs: workersStopWithinMs + MARGIN_MS,
    async stop() {
      await supervisor.stop().catch((error: unknown) => {
        logger.error({ err: error }, 'not every process stopped cleanly');
        process.exitCode = 1;
      });
      await metrics?.close();
    },
  };
}

/** Without a file to read again, a hang-up ends the process as it does by default. */
function onHangUp({ routesFile }: Config, reload: () => void): void {
  if (routesFile !== null) process.on('SIGHUP', reload);
}

function listen(
  { metricsHost: host }: Pick<Config, 'metricsHost'>,
  port: number,
  processes: () => Promise<readonly ProcessReadings[]>,
): Promise<MetricsListener> {
  return serveMetrics({ host, port, text: async () => metricsText(await processes()) });
}
