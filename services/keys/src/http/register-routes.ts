import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { Refusal, type RefusalCode } from '../refusal.ts';
import { loadSession } from '../sessions/load-session.ts';
import { isFullyAssured, type SessionContext } from '../sessions/session.ts';
import { checkOrigin } from './check-origin.ts';
import { clientInfo } from './client-info.ts';
import type { Access, Route } from './routes.ts';

/** What any operation may answer besides its own refusals. */
export const COMMON_REFUSALS: readonly RefusalCode[] = [
  'rate-limited',
  'service-unavailable',
  'internal-error',
];

/** What an operation of this kind may answer, all taken together. */
export function refusalsOf(route: Route): readonly RefusalCode[] {
  const { params, querystring, body } = route.schemas;
  return [
    ...(params || querystring || body ? (['validation-failed'] as const) : []),
    ...(body ? (['malformed-request', 'unsupported-media-type', 'payload-too-large'] as const) : []),
    ...(route.method === 'GET' ? [] : (['origin-refused'] as const)),
    ...(route.access === 'public' ? [] : (['not-signed-in'] as const)),
    ...(route.access === 'session' ? (['second-factor-required'] as const) : []),
    ...route.refusals,
    ...COMMON_REFUSALS,
  ];
}

/** Puts the routes on the server. A route cannot exist without saying who may call it. */
export function registerRoutes(app: FastifyInstance, deps: Deps, routes: readonly Route[]): void {
  for (const route of routes) {
    const { params, querystring, body, response } = route.schemas;
    app.route({
      method: route.method,
      url: route.url,
      schema: {
        ...(params && { params }),
        ...(querystring && { querystring }),
        ...(body && { body }),
        ...(response.schema && { response: { [response.status]: response.schema } }),
      },
      config: { countersign: route },
      async handler(request, reply) {
        const session = await authorize(request, deps, route);
        const answer = await route.handle({
          params: request.params as never,
          query: request.query as never,
          body: request.body as never,
          session: session as never,
          client: clientInfo(request),
          request,
          reply,
        });
        reply.code(response.status);
        return response.schema === null ? reply.send() : answer;
      },
    });
  }
}

async function authorize(request: FastifyRequest, deps: Deps, route: Route): Promise<SessionContext | null> {
  if (route.method !== 'GET') checkOrigin(request, deps.settings.allowedOrigins);
  return REQUIRED[route.access](await loadSession(request, deps));
}

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
