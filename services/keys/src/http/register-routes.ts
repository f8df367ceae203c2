import type { FastifyInstance, FastifyReply } from 'fastify';
import { type TSchema, Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { loadSession } from '../sessions/load-session.ts';
import { isFullyAssured, type SessionContext } from '../sessions/session.ts';
import { checkOrigin } from './check-origin.ts';
import { clientInfo } from './client-info.ts';
import { allowOrigin, preflightHeaders } from './cors.ts';
import { answerOnce } from './idempotency.ts';
import { checkContentType, checkNoBody } from './json-bodies.ts';
import type { LimitAccount } from './rate-limits.ts';
import { type Access, isBodyOptional, type Route, type RouteSchemas } from './routes.ts';

/** What any operation may answer besides its own refusals. */
export const COMMON_REFUSALS: readonly RefusalCode[] = [
  'rate-limited',
  'service-unavailable',
  'internal-error',
];

const WRITE_REFUSALS: readonly RefusalCode[] = [
  'malformed-request',
  'unsupported-media-type',
  'payload-too-large',
  'origin-refused',
];

const IDEMPOTENCY_REFUSALS: readonly RefusalCode[] = ['idempotency-key-in-use', 'idempotency-key-reused'];

/** What an operation of this kind may answer, all taken together. */
export function refusalsOf(route: Route): readonly RefusalCode[] {
  return [
    'validation-failed',
    ...(route.method === 'GET' ? [] : WRITE_REFUSALS),
    ...(route.access === 'public' ? [] : (['not-signed-in'] as const)),
    ...(route.access === 'session' ? (['second-factor-required'] as const) : []),
    ...(route.idempotency === undefined ? [] : IDEMPOTENCY_REFUSALS),
    ...route.refusals,
    ...COMMON_REFUSALS,
  ];
}

type RouteDeps = Deps & { readonly limitAccount: LimitAccount };

/** Puts the routes on the server. A route cannot exist without saying who may call it. */
export function registerRoutes(app: FastifyInstance, deps: RouteDeps, routes: readonly Route[]): void {
  for (const route of routes) registerRoute(app, deps, route);
  for (const [url, group] of Map.groupBy(routes, ({ url }) => url)) {
    registerOtherMethods(app, deps, url, [...new Set(group.map(({ method }) => method))]);
  }
}

function registerRoute(app: FastifyInstance, deps: RouteDeps, route: Route): void {
  const { params, querystring, body, response, otherResponse } = route.schemas;
  app.route({
    method: route.method,
    url: route.url,
    schema: {
      params: params ?? NOTHING,
      querystring: querystring ?? NOTHING,
      ...(body && { body }),
      response: responseSchemas(route.schemas),
    },
    config: { countersign: route },
    // Before the body is read: what another site made the browser send goes no further.
    async preParsing(request) {
      if (route.method === 'GET') return;
      checkOrigin(request, deps.settings.allowedOrigins);
      checkContentType(request);
    },
    async preValidation(request) {
      // Left out is not `null`, which is a body, and a wrong one.
      if (body && isBodyOptional(body) && request.body === undefined) request.body = {};
    },
    async handler(request, reply) {
      if (!body) checkNoBody(request.body);
      const found = await loadSession(request, deps);
      if (found !== null) await deps.limitAccount(request, reply, found.userId);
      const session = REQUIRED[route.access](found);
      const answer = await answerOnce(deps, { route, request, reply, session }, (once) =>
        route.handle({
          params: request.params as never,
          query: request.query as never,
          body: request.body as never,
          session: session as never,
          client: clientInfo(request),
          once,
          request,
          reply,
        }),
      );
      if (reply.statusCode !== otherResponse?.status) reply.code(response.status);
      if (response.mediaType !== undefined) reply.type(response.mediaType);
      return response.schema === null ? reply.send() : answer;
    },
  });
}

function responseSchemas({ response, otherResponse }: RouteSchemas): Record<number, TSchema> {
  const answers: RouteSchemas['response'][] = [response, ...(otherResponse ? [otherResponse] : [])];
  return Object.fromEntries(
    answers.flatMap(({ status, schema, mediaType }) =>
      schema === null || mediaType !== undefined ? [] : [[status, schema]],
    ),
  );
}

/** The methods that a path does not have: 405 with `Allow` (RFC 9110 §15.5.6), and the preflight for those it has. */
function registerOtherMethods(
  app: FastifyInstance,
  { settings }: Deps,
  url: string,
  methods: readonly Route['method'][],
): void {
  const others = METHODS.filter((method) => !(methods as readonly string[]).includes(method));
  const refuse = async (_request: unknown, reply: FastifyReply) => {
    reply.header('allow', methods.join(', '));
    throw new Refusal('method-not-allowed');
  };
  app.route({ method: others, url, preParsing: refuse, handler: refuse });
  app.route({
    method: 'OPTIONS',
    url,
    async handler(request, reply) {
      const isPreflight = request.headers['access-control-request-method'] !== undefined;
      if (!isPreflight || !allowOrigin(request, reply, settings)) return refuse(request, reply);
      return reply.code(204).headers(preflightHeaders(methods)).send();
    },
  });
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Parameters of an operation that has none: unknown ones are refused, not dropped. */
const NOTHING = Type.Object({}, { additionalProperties: false });

const REQUIRED: Record<Access, (session: SessionContext | null) => SessionContext | null> = {
  public: (session) => session,
  'any-session': (session) => {
    if (session === null) throw new Refusal('not-signed-in');
    return session;
  },
  session: (session) => {
    if (session === null) throw new Refusal('not-signed-in');
    if (!isFullyAssured(session)) throw new Refusal('second-factor-required');
    return session;
  },
};
