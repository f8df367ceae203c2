import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { createExchange } from './app.ts';
import { readConfig } from './config.ts';

const STOP_WITHIN_MS = 10_000;

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('sandbox-exchange', config.logLevel);
  const app = createExchange({ upstreamToken: config.upstreamToken, clock: Date.now, logger });
  stopOnSignal([{ name: 'http', stop: () => app.close() }], { logger, deadlineMs: STOP_WITHIN_MS });
  const address = await app.listen({ host: config.host, port: config.port });
  logger.info({ address }, 'sandbox exchange is open');
});
