import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { readConfig } from './config.ts';
import { runGateway } from './run-gateway.ts';

/** What a gateway may need to let go of its connections once the last request was answered. */
const CLOSE_WITHIN_MS = 5_000;

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  const gateway = await runGateway(config, logger);
  stopOnSignal([{ name: 'gateway', stop: () => gateway.stop() }], {
    logger,
    deadlineMs: gateway.drainsWithinMs + CLOSE_WITHIN_MS,
  });
  const { port, metricsPort } = gateway;
  logger.info({ host: config.host, port, metricsPort }, 'gateway is up');
});
