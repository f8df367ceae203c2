import type { Logger } from '@countersign/runtime';
import { type FastifyError, type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { accountRoutes } from './accounts/accounts.routes.ts';
import { Accounts } from './accounts/accounts.ts';
import type { Desk } from './desk.ts';
import { emptyListRoutes } from './empty-lists.routes.ts';
import { isFromGateway } from './http/gateway-check.ts';
import { mount, type Routes } from './http/route.ts';
import { ERROR_STATUS, refusalFrom, refusalToWire, UNKNOWN_ERROR } from './http/wire-errors.ts';
import { LIMITS } from './limits.ts';
import { marketRoutes } from './market/market.routes.ts';
import { movementRoutes } from './movements/movements.routes.ts';
import { orderRoutes } from './orders/orders.routes.ts';
import { positionRoutes } from './positions/positions.routes.ts';
import { invalid, Refusal } from './refusal.ts';
import { isSocketRequest, serveSockets } from './sockets/serve-sockets.ts';

export type ExchangeOptions = {
  /** Shared with the gateway; every call must bring it. */
  readonly upstreamToken: string;
  /** The time in ms since 1970. */
  readonly clock: () => number;
  readonly logger: Logger;
  /** Most accounts kept at once. */
  readonly accounts?: number;
};

const ROUTES: Routes = {
  ...marketRoutes,
  private: [accountRoutes, orderRoutes, positionRoutes, movementRoutes, emptyListRoutes].flatMap(
    (routes) => routes.private,
  ),
};

/** The whole exchange, empty; ready to `listen` or `inject`. */
export function createExchange({ upstreamToken, clock, logger, accounts }: ExchangeOptions): FastifyInstance {
  if (upstreamToken === '') throw new TypeError('the exchange needs an upstream token');
  const app = createServer(logger);
  checkCallers(app, upstreamToken);
  answerHealth(app);
  const desk = createDesk(clock, accounts ?? LIMITS.accounts);
  const sockets = serveSockets(app.server, { desk, upstreamToken, logger });
  app.addHook('preClose', async () => sockets.close());
  mount(app, ROUTES, desk, (account) => sockets.tell(account));
  return app;
}

/** Ids count on from the start's time, so that those of an earlier run are not met again. */
function createDesk(clock: () => number, accounts: number): Desk {
  let lastId = clock();
  return {
    accounts: new Accounts(accounts),
    now: clock,
    nextId: () => {
      lastId += 1;
      return lastId;
    },
  };
}

function createServer(logger: Logger): FastifyInstance {
  const app = fastify({
    // Nothing of a request is logged: headers carry the upstream token, bodies people's business.
    logger: false,
    bodyLimit: LIMITS.bodyBytes,
    http: { shouldUpgradeCallback: isSocketRequest },
    connectionTimeout: 30_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    exposeHeadRoutes: false,
    requestIdHeader: false,
    return503OnClosing: false,
    routerOptions: { maxParamLength: LIMITS.pathSegment },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    frameworkErrors: (_error, _request, reply) => {
      (reply as FastifyReply).code(ERROR_STATUS).send(refusalToWire(invalid('path')));
    },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? {} : JSON.parse(body as string));
    } catch {
      done(invalid('body'));
    }
  });
  app.addHook('preValidation', async (request) => {
    // Some clients send no body at all when there is nothing to say.
    if (request.method === 'POST' && request.body === undefined) request.body = {};
  });
  app.setNotFoundHandler((_request, reply) => {
    reply.code(ERROR_STATUS).send(refusalToWire(invalid('endpoint')));
  });
  app.setErrorHandler<FastifyError | Refusal>((error, _request, reply) => {
    const refusal = refusalFrom(error);
    if (refusal === null) logger.error({ err: error }, 'a call failed');
    reply.code(ERROR_STATUS).send(refusal === null ? UNKNOWN_ERROR : refusalToWire(refusal));
  });
  return app;
}

function isHealthCheck(url: string): boolean {
  return url === '/health/live' || url === '/health/ready';
}

/** Everything must come through the gateway, public data too; only health checks need no token. */
function checkCallers(app: FastifyInstance, upstreamToken: string): void {
  app.addHook('onRequest', async (request) => {
    if (isHealthCheck(request.url)) return;
    if (!isFromGateway(request.headers, upstreamToken))
      throw new Refusal('caller', 'upstream token: invalid');
  });
}

function answerHealth(app: FastifyInstance): void {
  let closing = false;
  app.addHook('preClose', async () => {
    closing = true;
  });
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    reply.code(closing ? 503 : 200);
    return { status: closing ? 'stopping' : 'ok' };
  });
}
