import { assertSchemaIsCurrent, createDatabase } from '@countersign/database';
import { queueConnection } from '@countersign/outbox/queue';
import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { readConfig } from './config.ts';
import { startHealthServer } from './health.ts';
import { startWorker } from './worker.ts';

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('mailer', config.logLevel);
  const db = createDatabase({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: 12,
    applicationName: 'countersign-mailer',
    logger,
  });
  await assertSchemaIsCurrent(db);
  const health = await startHealthServer(db, config);
  const worker = startWorker({ ...config, queue: queueConnection(config) }, { db, logger });
  stopOnSignal(
    [
      { name: 'worker', stop: () => worker.stop() },
      { name: 'health', stop: () => health.close() },
      { name: 'database', stop: () => db.destroy() },
    ],
    { logger, deadlineMs: 20_000 },
  );
  const { host, port, tls } = config.smtp;
  logger.info({ healthPort: health.port, smtp: `${host}:${port}`, tls }, 'mailer is up');
});
