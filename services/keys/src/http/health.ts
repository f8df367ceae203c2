import { setTimeout as delay } from 'node:timers/promises';
import { assertSchemaIsCurrent } from '@countersign/database';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

/**
 * For supervisors and load balancers. Says up or not, nothing about keys or users.
 *
 * When the service is told to stop, it goes on serving for a while as "not ready", each answer closing its
 * connection: a balancer has moved on before the first request could be lost.
 */
export function addHealth(app: FastifyInstance, deps: Deps): void {
  let isStopping = false;
  app.addHook('preClose', async () => {
    isStopping = true;
    await delay(deps.settings.drainMs);
  });
  app.get('/health/live', async () => ({ status: 'up' }));
  app.get('/health/ready', async (_request, reply) => {
    if (!isStopping && (await isDatabaseReady(deps))) return { status: 'ready' };
    return reply.code(503).header('retry-after', '1').send({ status: 'not ready' });
  });
}

async function isDatabaseReady({ db, logger }: Deps): Promise<boolean> {
  try {
    await assertSchemaIsCurrent(db);
    return true;
  } catch (error) {
    logger.warn({ err: error }, 'not ready');
    return false;
  }
}
