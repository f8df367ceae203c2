import { Redacted } from '@countersign/sealing';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { clearCookie, readCookie, setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { sessionDigest } from '../sessions/load-session.ts';
import { completeOutsideExchange } from './complete-outside-exchange.ts';
import { isStateOf } from './exchange-secrets.ts';
import type { ProviderAnswer } from './identity-provider.ts';
import {
  BouncePageSchema,
  CallbackSchema,
  CompletionSchema,
  ExchangeSchema,
  ProviderSchema,
  StartSchema,
} from './outside-identities.schemas.ts';
import { bouncePage, completionUrl, LANDING_REFUSALS, landingUrl } from './outside-landing.ts';
import { returnPath } from './return-path.ts';
import {
  prepareOutsideExchange,
  requireProvider,
  type StartedExchange,
  startOutsideExchange,
} from './start-outside-exchange.ts';

/** Signing in with the platform's identity provider: JSON to begin, whole pages on the way back. */
export function outsideSignInRoutes(deps: Deps): readonly Route[] {
  return [...startRoutes(deps), ...returnRoutes(deps)];
}

/** The answer to whoever began an exchange; its cookie is what makes this browser the one that may finish it. */
export function sendExchange(reply: FastifyReply, { settings }: Deps, started: StartedExchange) {
  setCookie(reply, 'countersign_outside', started.token.expose(), settings);
  return { authorizationUrl: started.authorizationUrl, expiresAt: started.expiresAt.toISOString() };
}

function startRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/session/outside',
      operationId: 'getOutsideSignIn',
      tag: 'Sessions',
      summary: 'Which identity provider there is',
      description: 'Whether people can sign in from outside, and what to call it.',
      access: 'public',
      schemas: { response: { status: 200, schema: ProviderSchema } },
      refusals: [],
      async handle() {
        const { name = null, returnPaths = [] } = deps.identityProvider ?? {};
        return { name, returnPaths: [...returnPaths] };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/session/outside',
      operationId: 'startOutsideSignIn',
      tag: 'Sessions',
      summary: 'Begin to sign in from outside',
      description:
        "Answers with the address at the platform's identity provider to which the browser goes next, and sets a short-lived cookie for the way back. The way ends at `next`, signed in, or with `#refused=` and a code in the fragment. With a second factor enrolled, the second-factor step comes next, as after a password.",
      access: 'public',
      limit: 'strict',
      schemas: { body: StartSchema, response: { status: 201, schema: ExchangeSchema } },
      refusals: ['not-found', 'identity-provider-unavailable'],
      setsCookies: ['countersign_outside', 'countersign_browser'],
      async handle({ body, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const exchange = { next: body.next, browserDigest: browser, linkingSessionId: null };
        const prepared = await prepareOutsideExchange(deps, exchange);
        return sendExchange(reply, deps, await startOutsideExchange(deps.db, prepared));
      },
    }),
  ];
}

function returnRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/session/outside/callback',
      operationId: 'returnFromOutside',
      tag: 'Sessions',
      summary: 'Where the identity provider sends the browser back',
      description:
        'The redirect URI to register at the provider; no front-end calls it. The browser arrives from another site and brings no strict cookie, so this changes nothing: it answers with a page that goes on to the completion, or back to the console when this browser did not begin.',
      access: 'public',
      schemas: {
        querystring: CallbackSchema,
        response: { status: 200, schema: BouncePageSchema, mediaType: 'text/html' },
      },
      refusals: ['not-found'],
      async handle({ query: { code, state, iss, error }, request }) {
        const { returnPaths } = requireProvider(deps);
        const token = exchangeToken(request, deps);
        const { consoleOrigin } = deps.settings;
        const home = returnPath(undefined, returnPaths);
        if (token === null) return bouncePage(landingUrl(consoleOrigin, home, 'outside-sign-in-expired'));
        if (!isStateOf(token, state)) {
          return bouncePage(landingUrl(consoleOrigin, home, 'outside-sign-in-invalid'));
        }
        return bouncePage(completionUrl({ code, state, iss, error }));
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/session/outside/completion',
      operationId: 'completeOutsideSignIn',
      tag: 'Sessions',
      summary: 'End the way back from outside',
      description:
        'Reached by the page before only; no front-end calls it. Needs the cookie of the exchange and the browser binding. Redeems the answer of the identity provider once, opens the session or links the identity, and answers with a page that goes on to the console. A refusal changes nothing and stands in the fragment there.',
      access: 'public',
      limit: 'strict',
      schemas: {
        querystring: CompletionSchema,
        response: { status: 200, schema: BouncePageSchema, mediaType: 'text/html' },
      },
      refusals: ['not-found'],
      landsWith: LANDING_REFUSALS,
      setsCookies: ['countersign_session', 'countersign_outside'],
      handle: ({ query, session, client, request, reply }) =>
        complete(deps, { answer: query, session, client, request, reply }),
    }),
  ];
}

type Arrival = Pick<Parameters<typeof completeOutsideExchange>[1], 'session' | 'client'> & {
  readonly answer: ProviderAnswer;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

async function complete(deps: Deps, { answer, session, client, request, reply }: Arrival): Promise<string> {
  const {
    returnPath: path,
    refusal,
    sessionToken,
  } = await completeOutsideExchange(deps, {
    answer,
    session,
    client,
    token: exchangeToken(request, deps),
    browserDigest: browserDigest(request, deps),
    formerSession: sessionDigest(request, deps),
  });
  if (refusal !== null) {
    request.log.info({ code: refusal.code, reason: refusal.extras.reason }, 'sign-in from outside refused');
  }
  clearCookie(reply, 'countersign_outside', deps.settings);
  if (sessionToken !== null) {
    setCookie(reply, 'countersign_session', sessionToken.expose(), deps.settings);
  }
  return bouncePage(landingUrl(deps.settings.consoleOrigin, path, refusal?.code ?? null));
}

function exchangeToken(request: FastifyRequest, { settings }: Deps): Redacted<string> | null {
  const token = readCookie(request, 'countersign_outside', settings);
  return token === null ? null : new Redacted(token);
}
