import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { addConsole } from './console/console.routes.ts';
import type { Deps } from './deps.ts';
import { answerClientError } from './http/client-error.ts';
import { allowOrigin } from './http/cors.ts';
import { handleErrors, sendRefusal, toRefusal } from './http/error-handler.ts';
import { addHealth } from './http/health.ts';
import { acceptJsonOnly } from './http/json-bodies.ts';
import { addRateLimits } from './http/rate-limits.ts';
import { registerRoutes } from './http/register-routes.ts';
import { setSecurityHeaders } from './http/security-headers.ts';
import { compileValidator } from './http/validation.ts';
import { LIMITS } from './limits.ts';
import { addDocs } from './openapi/docs.routes.ts';
import { routes } from './routes.ts';

/** The key service as a Fastify server that does not listen yet. */
export async function createApp(deps: Deps): Promise<FastifyInstance> {
  const { settings } = deps;
  const app = createServer(deps);
  app.setValidatorCompiler(compileValidator as never);
  acceptJsonOnly(app);
  handleErrors(app);
  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply, settings);
    allowOrigin(request, reply, settings);
  });
  // What happened, without what was said: the route's pattern, never the path, query, headers or body.
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request;
    const answer = { method, route: routeOptions.url ?? null, status: reply.statusCode };
    request.log.info({ ...answer, ms: Math.round(reply.elapsedTime) }, 'request answered');
  });
  await app.register(cookie);
  const limitAccount = await addRateLimits(app, deps);
  addHealth(app, deps);
  const operations = routes(deps);
  registerRoutes(app, { ...deps, limitAccount }, operations);
  addDocs(app, operations);
  addConsole(app, deps);
  return app;
}

/** False for percent signs that begin no octet, or octets that are no UTF-8. */
function isReadable(url: string): boolean {
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}

/** Every limit on connections and requests that the framework has, spelled out. Times in milliseconds. */
function createServer(deps: Deps): FastifyInstance {
  const { trustedProxies } = deps.settings;
  return fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: LIMITS.bodyBytes,
    requestTimeout: 15_000,
    connectionTimeout: 30_000,
    handlerTimeout: 20_000,
    // Longer than a balancer keeps its own connections (60 s is usual), so that it is the one to close them.
    keepAliveTimeout: 72_000,
    http: { maxHeaderSize: LIMITS.headerBytes },
    // What the router itself refuses passes no hook and so no limit. So it takes parameters of any length, which the
    // schemas then judge, and what cannot be read is a path that does not exist.
    routerOptions: { maxParamLength: LIMITS.headerBytes },
    rewriteUrl: ({ url = '' }) => (isReadable(url) ? url : '/unreadable'),
    exposeHeadRoutes: false,
    requestIdHeader: false,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    // While stopping, requests on open connections are still served; readiness already says no.
    return503OnClosing: false,
    clientErrorHandler: (error, socket) => answerClientError(error, socket, deps.logger),
    frameworkErrors: (error, request, reply) => {
      // Paths that the router cannot read: no hook has run yet.
      setSecurityHeaders(reply as never, deps.settings);
      allowOrigin(request as never, reply as never, deps.settings);
      sendRefusal(toRefusal(error), request as never, reply as never, error);
    },
  }) as unknown as FastifyInstance;
}
