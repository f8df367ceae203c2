import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { readConfig } from './config.ts';
import { runGateway } from './run-gateway.ts';

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('gateway', config.logLevel);
  const gateway = await runGateway(config, logger);
  stopOnSignal([{ name: 'gateway', stop: () => gateway.stop() }], {
    logger,
    deadlineMs: gateway.stopWithinMs,
  });
});
