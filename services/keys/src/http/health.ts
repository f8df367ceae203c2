import { assertSchemaIsCurrent } from '@countersign/database';
import type { FastifyInstance } from 'fastify';
import type { Deps } from '../deps.ts';

/** For supervisors and load balancers. Says up or not, nothing about keys or users. */
export function addHealth(app: FastifyInstance, deps: Deps): void {
  app.get('/health/live', async () => ({ status: 'up' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await assertSchemaIsCurrent(deps.db);
      return { status: 'ready' };
    } catch (error) {
      deps.logger.warn({ err: error }, 'not ready');
      return reply.code(503).send({ status: 'not ready' });
    }
  });
}
