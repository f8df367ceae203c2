import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type FastifyInstance, fastify } from 'fastify';
import type { Deps } from './deps.ts';
import { handleErrors } from './http/error-handler.ts';
import { addHealth } from './http/health.ts';
import { addRateLimits } from './http/rate-limits.ts';
import { registerRoutes } from './http/register-routes.ts';
import { addSecurityHeaders } from './http/security-headers.ts';
import { compileValidator } from './http/validation.ts';
import { LIMITS } from './limits.ts';
import { addDocs } from './openapi/docs.routes.ts';
import { routes } from './routes.ts';

/** The key service as a Fastify server that does not listen yet. */
export async function createApp(deps: Deps): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: deps.logger,
    disableRequestLogging: true,
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 72_000,
    handlerTimeout: 20_000,
    maxParamLength: 128,
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: deps.settings.trustedProxies.length > 0 ? [...deps.settings.trustedProxies] : false,
    return503OnClosing: false,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(compileValidator as never);
  handleErrors(app);
  addSecurityHeaders(app, deps.settings);
  await app.register(cookie);
  await addRateLimits(app, deps);
  addHealth(app, deps);
  const operations = routes(deps);
  registerRoutes(app, deps, operations);
  addDocs(app, operations);
  return app;
}
