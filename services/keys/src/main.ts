import { randomBytes } from 'node:crypto';
import { assertSchemaIsCurrent, createDatabase } from '@countersign/database';
import { createMailQueue, queueConnection } from '@countersign/outbox/queue';
import { createLogger, startService, stopOnSignal } from '@countersign/runtime';
import { createApp } from './app.ts';
import { signingAuditEvents } from './audit/audit-signer.ts';
import { readConfig } from './config.ts';
import { createRelay } from './outbox/relay.ts';
import { createIdentityProvider } from './outside-identities/oidc-adapter.ts';
import { createSweepLoop } from './sweeps/sweep-loop.ts';
import { createPasswordHasher } from './users/hash-password.ts';

await startService(async () => {
  const config = readConfig(process.env);
  const logger = createLogger('keys', config.logLevel);
  const now = () => new Date();
  const pool = createDatabase({
    url: config.databaseUrl,
    password: config.databasePassword,
    poolSize: config.databasePoolSize,
    applicationName: 'countersign-keys',
    logger,
  });
  const db = signingAuditEvents(pool, config.keyrings.sign);
  await assertSchemaIsCurrent(db);
  const queue = createMailQueue(queueConnection(config), logger);
  const relay = createRelay({ db, queue, logger });
  const sweeps = createSweepLoop({ db, logger });
  const app = await createApp({
    db,
    logger,
    now,
    randomBytes,
    passwordHasher: createPasswordHasher({ randomBytes }),
    identityProvider: config.oidc && createIdentityProvider(config.oidc, { logger, now }),
    keyrings: config.keyrings,
    settings: config,
    nudgeRelay: () => relay.nudge(),
  });
  await app.listen({ host: config.host, port: config.port });
  relay.start();
  sweeps.start();
  stopOnSignal(
    [
      { name: 'http', stop: () => app.close() },
      { name: 'relay', stop: () => relay.stop() },
      { name: 'sweeps', stop: () => sweeps.stop() },
      { name: 'queue', stop: () => queue.close() },
      { name: 'database', stop: () => db.destroy() },
    ],
    { logger, deadlineMs: config.drainMs + 25_000 },
  );
  logger.info({ host: config.host, port: config.port }, 'key service is up');
});
