import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { startGateway } from './app.ts';
import { readConfig } from './config.ts';

/** What a gateway may need to let go of its connections once the last request was answered. */
const CLOSE_WITHIN_MS = 5_000;

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  const gateway = await startGateway(config, logger);
  stopOnSignal([{ name: 'gateway', stop: () => gateway.stop() }], {
    logger,
    deadlineMs: gateway.drainsWithinMs + CLOSE_WITHIN_MS,
  });
  logger.info({ host: config.host, port: gateway.port }, 'gateway is up');
});
