import type { Logger } from '@countersign/runtime';
import { startGateway } from './app.ts';
import type { Config } from './config.ts';
import { type MetricsListener, serveMetrics } from './http/serve-metrics.ts';
import { metricsText } from './metrics/metrics-text.ts';
import { watchProcess } from './metrics/read-metrics.ts';

/** A gateway in this process, with its metrics beside it if they are asked for. */
export async function runGateway(config: Config, logger: Logger) {
  const gateway = await startGateway(config, logger);
  const { metricsHost: host, metricsPort: port } = config;
  let metrics: MetricsListener | null = null;
  if (port !== null) {
    const readProcess = watchProcess();
    const text = async () =>
      metricsText([{ process: '1', readings: [...(await gateway.metrics()), ...readProcess()] }]);
    metrics = await serveMetrics({ host, port, text });
  }
  return {
    port: gateway.port,
    metricsPort: metrics?.port ?? null,
    drainsWithinMs: gateway.drainsWithinMs,
    async stop() {
      // Until the last request: whoever watches a rolling update wants to see how it went.
      await gateway.stop();
      await metrics?.close();
    },
  };
}
