import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { clearCookie, setCookie } from '../http/cookies.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { EmailSchema, Page, PageQuery, Timestamp, Uuid } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { approvalOf } from '../second-factors/approval.ts';
import { requireStepUp, STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { SecondFactorMethodSchema, SecondFactorSchema } from '../second-factors/second-factor.ts';
import { describeSession } from './describe-session.ts';
import { endOtherSessions, endUserSession } from './end-user-session.ts';
import { sessionDigest } from './load-session.ts';
import { raiseAssurance } from './raise-assurance.ts';
import { listSessions, type SessionListing } from './session-store.ts';
import { signIn } from './sign-in.ts';

const AssuranceSchema = Type.Union([Type.Literal('password'), Type.Literal('second_factor')], {
  description:
    'What the person has proven. With a factor enrolled, a session at `password` may do nothing but the second-factor step.',
});

const SessionStateSchema = Type.Object(
  {
    user: Type.Object(
      {
        id: Uuid,
        email: Type.String({ description: 'In canonical form: lower case.', examples: ['ada@example.com'] }),
        emailVerified: Type.Boolean({ description: 'The mailbox was proven.', examples: [true] }),
      },
      { description: 'Who is signed in.' },
    ),
    assurance: AssuranceSchema,
    secondFactorMethods: Type.Array(SecondFactorMethodSchema, {
      description: 'What the second-factor step can be done with; empty when no factor is enrolled.',
      examples: [['totp', 'recovery_code']],
    }),
    ip: Type.String({
      description:
        'The address that this very call came from, as the service sees it: for a page that offers it for a key.',
      examples: ['192.0.2.7'],
    }),
  },
  { title: 'SessionState' },
);

const SessionSchema = Type.Object(
  {
    id: Uuid,
    current: Type.Boolean({ description: 'This is the session that asks.', examples: [true] }),
    assurance: AssuranceSchema,
    createdAt: Timestamp,
    lastSeenAt: Timestamp,
    expiresAt: Timestamp,
    ip: Type.String({ description: 'Where it was opened from.', examples: ['192.0.2.7'] }),
    userAgent: Type.String({
      description: 'As its browser names itself.',
      examples: ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0'],
    }),
  },
  { title: 'Session' },
);

const SignInSchema = Type.Object(
  {
    email: EmailSchema,
    password: Type.String({
      description: 'As it was set; surrounding white space counts.',
      minLength: 1,
      maxLength: LIMITS.passwordMax,
      examples: ['correct horse battery staple'],
    }),
  },
  { additionalProperties: false, title: 'SignIn' },
);

const SecondFactorStepSchema = Type.Object(
  { secondFactor: SecondFactorSchema },
  { additionalProperties: false, title: 'SessionSecondFactor' },
);

const SessionParams = Type.Object({ id: Uuid }, { additionalProperties: false });

export function sessionRoutes(deps: Deps): readonly Route[] {
  return [...currentSessionRoutes(deps), ...sessionListRoutes(deps)];
}

function currentSessionRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/session',
      operationId: 'signIn',
      tag: 'Sessions',
      summary: 'Sign in',
      description:
        'Opens a session and sets its cookie. Only an account whose address is verified gets one. With a second factor enrolled, `assurance` is `password` and the second-factor step comes next. A session that the browser already had ends; so does the oldest when an account has too many, one that waits for its second-factor step first. A sign-in in a browser that was not used before is told to the owner by mail.',
      access: 'public',
      limit: 'strict',
      schemas: { body: SignInSchema, response: { status: 201, schema: SessionStateSchema } },
      refusals: ['credentials-invalid', 'email-not-verified'],
      setsCookies: ['countersign_session', 'countersign_browser'],
      async handle({ body, client, request, reply }) {
        const { token, user } = await signIn(deps, {
          ...body,
          client,
          browserDigest: bindBrowser(request, reply, deps),
          formerSession: sessionDigest(request, deps),
        });
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
        return describeSession(deps, { ...user, assurance: 'password' }, client);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/session/second-factor',
      operationId: 'raiseSession',
      tag: 'Sessions',
      summary: 'Finish signing in with the second factor',
      description:
        'Raises the session to `second_factor` and replaces its cookie. The purpose is `sign-in`. Attempts are limited a day; a browser in which a second factor succeeded before has a budget of its own.',
      access: 'any-session',
      limit: 'strict',
      schemas: { body: SecondFactorStepSchema, response: { status: 200, schema: SessionStateSchema } },
      refusals: STEP_UP_REFUSALS,
      setsCookies: ['countersign_session', 'countersign_browser'],
      async handle({ body, session, client, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const stepUp = { session, client, browserDigest: browser, secondFactor: body.secondFactor };
        const token = await requireStepUp(deps, { ...stepUp, approval: approvalOf('sign-in') }, (trx) =>
          raiseAssurance(trx, deps, session),
        );
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
        return describeSession(deps, { ...session, assurance: 'second_factor' }, client);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/session',
      operationId: 'getSession',
      tag: 'Sessions',
      summary: 'Who is signed in',
      description: 'The session behind the cookie, also before its second-factor step.',
      access: 'any-session',
      schemas: { response: { status: 200, schema: SessionStateSchema } },
      refusals: [],
      handle: ({ session, client }) => describeSession(deps, session, client),
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/session',
      operationId: 'signOut',
      tag: 'Sessions',
      summary: 'Sign out',
      description: 'Ends the session at once, everywhere, and clears its cookie.',
      access: 'any-session',
      schemas: { response: { status: 204, schema: null } },
      refusals: [],
      setsCookies: ['countersign_session'],
      async handle({ session, client, reply }) {
        await endUserSession(deps, { ...session, client, type: 'signed-out' });
        clearCookie(reply, 'countersign_session', deps.settings);
      },
    }),
  ];
}

function sessionListRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/sessions',
      operationId: 'listSessions',
      tag: 'Sessions',
      summary: 'List the open sessions',
      description: 'Every session of the account that could still be used, newest first.',
      access: 'session',
      schemas: { querystring: PageQuery, response: { status: 200, schema: Page(SessionSchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { userId, sessionId } = session;
        const limit = query.limit ?? LIMITS.pageDefault;
        const after = idCursor(query.cursor);
        const rows = await listSessions(deps.db, { userId, after, limit: limit + 1 });
        const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
        return { items: items.map((listing) => present(listing, sessionId)), nextCursor };
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/sessions',
      operationId: 'endOtherSessions',
      tag: 'Sessions',
      summary: 'End all other sessions',
      description: 'Signs out everything but the session that asks, at once.',
      access: 'session',
      schemas: { response: { status: 204, schema: null } },
      refusals: [],
      handle: ({ session, client }) => endOtherSessions(deps, { ...session, client }),
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/sessions/:id',
      operationId: 'endSession',
      tag: 'Sessions',
      summary: 'End a session',
      description: 'Signs out whatever uses this session, at once. Ending the current one is signing out.',
      access: 'session',
      schemas: { params: SessionParams, response: { status: 204, schema: null } },
      refusals: ['not-found'],
      setsCookies: ['countersign_session'],
      async handle({ session, params, client, reply }) {
        const { userId, sessionId } = session;
        await endUserSession(deps, { userId, sessionId: params.id, client, type: 'session-ended' });
        if (params.id === sessionId) clearCookie(reply, 'countersign_session', deps.settings);
      },
    }),
  ];
}

function present(listing: SessionListing, currentId: string) {
  return {
    ...listing,
    current: listing.id === currentId,
    createdAt: listing.createdAt.toISOString(),
    lastSeenAt: listing.lastSeenAt.toISOString(),
    expiresAt: listing.expiresAt.toISOString(),
  };
}
