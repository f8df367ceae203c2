import { toApiKey } from '../api-keys/api-key.ts';
import { KeyParams } from '../api-keys/api-keys.routes.ts';
import { ConfirmationSchema } from '../confirmation/confirmation.schemas.ts';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { cancelKeyEdit } from './cancel-key-edit.ts';
import { confirmKeyEdit } from './confirm-key-edit.ts';
import { describeKeyEdit, readKeyEdit } from './describe-key-edit.ts';
import { editKey } from './edit-key.ts';
import { listKeyEdits } from './key-edit-store.ts';
import {
  EditedKeySchema,
  EditListQuery,
  EditParams,
  KeyEditRequestSchema,
  KeyEditSchema,
  StartedEditSchema,
} from './key-edits.schemas.ts';
import { resendEditMail } from './resend-edit-mail.ts';

/** What an edit that has ended answers to every further step. */
const ENDED = ['edit-already-applied', 'edit-cancelled', 'edit-expired', 'edit-outdated'] as const;

const tag = 'Key edits';

export function keyEditRoutes(deps: Deps): readonly Route[] {
  return [editKeyRoute(deps), ...pendingEditRoutes(deps)];
}

function editKeyRoute(deps: Deps): Route {
  return defineRoute({
    method: 'PATCH',
    url: '/v1/keys/:keyId',
    operationId: 'editKey',
    tag: 'API keys',
    summary: 'Edit an API key',
    description:
      'Changes the settings that are given and leaves the others as they are; the secret stays the same. Needs a ' +
      'fresh second factor for exactly this change (purpose `key-edit`). In force on every gateway when the answer arrives. A revoked or ' +
      'expired key cannot be edited. An edit that gives the key `withdraw:write` is answered with 202 and changes ' +
      'nothing yet: it waits for its confirmation by mail, and an earlier one that waits for the same key ends.',
    access: 'session',
    limit: 'strict',
    schemas: {
      params: KeyParams,
      body: KeyEditRequestSchema,
      response: { status: 200, schema: EditedKeySchema },
      otherResponse: { status: 202, schema: StartedEditSchema },
    },
    refusals: [
      'not-found',
      'key-already-revoked',
      'key-expired',
      'key-unchanged',
      'key-version-conflict',
      'email-not-verified',
      'confirmation-mail-limit-reached',
      'withdraw-on-hold',
      ...STEP_UP_REFUSALS,
    ],
    setsCookies: ['countersign_browser'],
    async handle({ session, params, body, client, request, reply }) {
      const { secondFactor, ...input } = body;
      const browser = bindBrowser(request, reply, deps);
      const stepUp = { session, secondFactor, browserDigest: browser, client };
      const outcome = await editKey(deps, { ...stepUp, keyId: params.keyId, input });
      if ('key' in outcome) return { apiKey: toApiKey(outcome.key) };
      reply.code(202);
      return { edit: await describeKeyEdit(deps.db, outcome.edit) };
    },
  });
}

function pendingEditRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/key-edits',
      operationId: 'listKeyEdits',
      tag,
      summary: 'List the edits that waited, or wait, for a confirmation',
      description: 'Newest first, those that ended included.',
      access: 'session',
      schemas: { querystring: EditListQuery, response: { status: 200, schema: Page(KeyEditSchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { limit = LIMITS.pageDefault, keyId = null } = query;
        const { userId } = session;
        const after = idCursor(query.cursor);
        const edits = await listKeyEdits(deps.db, { userId, keyId, after, limit: limit + 1 });
        const { items, nextCursor } = toPage(edits, limit, ({ id }) => id);
        return { items: await Promise.all(items.map((edit) => describeKeyEdit(deps.db, edit))), nextCursor };
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/key-edits/:id',
      operationId: 'readKeyEdit',
      tag,
      summary: 'Look at an edit',
      description:
        'Its state, what the key will be, and what became of the confirmation mail. From any browser.',
      access: 'session',
      schemas: { params: EditParams, response: { status: 200, schema: KeyEditSchema } },
      refusals: ['not-found'],
      handle: ({ session, params }) => readKeyEdit(deps.db, params.id, session.userId),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-edits/:id/confirmation-email',
      operationId: 'resendKeyEditMail',
      tag,
      summary: 'Send the confirmation mail of an edit once more',
      description: `The same link in a new mail. At most ${LIMITS.confirmationMailsPerCreation} mails an edit, the first one included.`,
      access: 'session',
      schemas: { params: EditParams, response: { status: 202, schema: KeyEditSchema } },
      refusals: ['not-found', 'confirmation-mail-limit-reached', ...ENDED],
      idempotency: 'answer-kept',
      handle: ({ session, params, client, once }) =>
        resendEditMail(deps, { editId: params.id, userId: session.userId, client }, once),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-edits/:id/confirmation',
      operationId: 'confirmKeyEdit',
      tag,
      summary: 'Confirm an edit with the token of the mail',
      description:
        'Works in the browser where the edit began, with a session of the same account, once. In another browser it ' +
        'changes nothing, and says so even where nobody is signed in. If the answer is lost, the same call says that ' +
        'the edit was applied already.',
      // Who is signed in comes after which browser this is: see authorize-confirmation.ts.
      access: 'public',
      schemas: {
        params: EditParams,
        body: ConfirmationSchema,
        response: { status: 200, schema: EditedKeySchema },
      },
      refusals: [
        'not-found',
        'wrong-browser',
        'not-signed-in',
        'second-factor-required',
        'wrong-account',
        'confirmation-token-invalid',
        'withdraw-on-hold',
        ...ENDED,
      ],
      limit: 'strict',
      idempotency: 'answer-kept',
      handle({ session, params, body, client, once, request }) {
        const browser = browserDigest(request, deps);
        const confirmation = { editId: params.id, ...body, session, browserDigest: browser, client };
        return confirmKeyEdit(deps, confirmation, once);
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/key-edits/:id',
      operationId: 'cancelKeyEdit',
      tag,
      summary: 'Cancel an edit',
      description:
        'Before the confirmation, from any browser of the account. A mail that was not sent yet is taken back. Once ' +
        'it was applied the answer is `edit-already-applied`: edit the key again. Repeating it is safe.',
      access: 'session',
      schemas: { params: EditParams, response: { status: 204, schema: null } },
      refusals: ['not-found', 'edit-already-applied', 'edit-expired', 'edit-outdated'],
      async handle({ session, params, client }) {
        await cancelKeyEdit(deps, { editId: params.id, userId: session.userId, client });
        return undefined;
      },
    }),
  ];
}
