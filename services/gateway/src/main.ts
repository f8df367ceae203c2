import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { startGateway } from './app.ts';
import { readConfig } from './config.ts';

/** What a gateway that drains may need beyond the draining itself: its slowest calls. */
const STOP_WITHIN_MS = 40_000;

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  const gateway = await startGateway(config, logger);
  stopOnSignal([{ name: 'gateway', stop: () => gateway.stop() }], {
    logger,
    deadlineMs: config.drainMs + STOP_WITHIN_MS,
  });
  logger.info({ host: config.host, port: gateway.port }, 'gateway is up');
});
