import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page, PageQuery } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { approvalOf } from '../second-factors/approval.ts';
import { STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { requireStepUpIfEnrolled } from '../second-factors/require-step-up-if-enrolled.ts';
import {
  ExchangeSchema,
  IdentityParams,
  IdentitySchema,
  LinkSchema,
  RemovalSchema,
} from './outside-identities.schemas.ts';
import {
  countIdentities,
  findIssuer,
  type IdentityListing,
  listIdentities,
} from './outside-identity-store.ts';
import { sendExchange } from './outside-sign-in.routes.ts';
import { removeOutsideIdentity } from './remove-outside-identity.ts';
import { prepareOutsideExchange, requireProvider, startOutsideExchange } from './start-outside-exchange.ts';

/** The identities that are linked to an account. */
export function outsideIdentityRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/outside-identities',
      operationId: 'listOutsideIdentities',
      tag: 'Sessions',
      summary: 'List the linked outside identities',
      description: 'What the account can be signed in to with besides its password, newest first.',
      access: 'session',
      schemas: { querystring: PageQuery, response: { status: 200, schema: Page(IdentitySchema) } },
      refusals: [],
      async handle({ session: { userId }, query }) {
        const limit = query.limit ?? LIMITS.pageDefault;
        const after = idCursor(query.cursor);
        const rows = await listIdentities(deps.db, { userId, after, limit: limit + 1 });
        const { items, nextCursor } = toPage(rows, limit, ({ id }) => id);
        return { items: items.map(present), nextCursor };
      },
    }),
    ...changeRoutes(deps),
  ];
}

function changeRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/outside-identities',
      operationId: 'startOutsideIdentityLink',
      tag: 'Sessions',
      summary: 'Begin to link an outside identity',
      description:
        'As beginning to sign in from outside, but the identity that comes back is linked to the account of this session, which only the same session in the same browser can bring to its end. With a second factor enrolled, needs a fresh one (purpose `outside-identity-link`).',
      access: 'session',
      limit: 'strict',
      schemas: { body: LinkSchema, response: { status: 201, schema: ExchangeSchema } },
      refusals: [
        'not-found',
        'email-not-verified',
        'identity-provider-unavailable',
        'outside-identity-limit-reached',
        ...STEP_UP_REFUSALS,
      ],
      setsCookies: ['countersign_outside', 'countersign_browser'],
      async handle({ body, session, client, request, reply }) {
        requireProvider(deps);
        if (!session.isEmailVerified) throw new Refusal('email-not-verified');
        if ((await countIdentities(deps.db, session.userId)) >= LIMITS.outsideIdentitiesPerUser) {
          throw new Refusal('outside-identity-limit-reached');
        }
        const browser = bindBrowser(request, reply, deps);
        const exchange = { next: body.next, browserDigest: browser, linkingSessionId: session.sessionId };
        const approval = approvalOf('outside-identity-link');
        const { secondFactor = null } = body;
        const stepUp = { session, client, browserDigest: browser, approval, secondFactor };
        // Before the step-up: a provider that is away must not use up a code.
        const prepared = await prepareOutsideExchange(deps, exchange);
        const started = await requireStepUpIfEnrolled(deps, stepUp, (trx) =>
          startOutsideExchange(trx, prepared),
        );
        return sendExchange(reply, deps, started);
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/outside-identities/:id',
      operationId: 'removeOutsideIdentity',
      tag: 'Sessions',
      summary: 'Remove an outside identity',
      description:
        'Nobody can sign in with it any more, and every other session of the account ends. With a second factor enrolled, needs a fresh one (purpose `outside-identity-removal`). The last way to sign in stays: set a password first.',
      access: 'session',
      limit: 'strict',
      schemas: { params: IdentityParams, body: RemovalSchema, response: { status: 204, schema: null } },
      refusals: ['not-found', 'last-sign-in-method', ...STEP_UP_REFUSALS],
      setsCookies: ['countersign_browser'],
      async handle({ params: { id }, body, session, client, request, reply }) {
        const { userId } = session;
        // Before the step-up: a mistaken id must not use up a code.
        if ((await findIssuer(deps.db, { userId, id })) === null) throw new Refusal('not-found');
        const browser = bindBrowser(request, reply, deps);
        const approval = approvalOf('outside-identity-removal', { subject: id });
        const { secondFactor = null } = body;
        const stepUp = { session, client, browserDigest: browser, approval, secondFactor };
        await requireStepUpIfEnrolled(deps, stepUp, (trx) =>
          removeOutsideIdentity(trx, { id, session, client }),
        );
      },
    }),
  ];
}

function present({ createdAt, lastUsedAt, ...identity }: IdentityListing) {
  return {
    ...identity,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}
