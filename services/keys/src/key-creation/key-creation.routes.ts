import { toApiKey } from '../api-keys/api-key.ts';
import { ConfirmationSchema } from '../confirmation/confirmation.schemas.ts';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { qrSvg } from '../http/qr-adapter.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { LIMITS } from '../limits.ts';
import { acknowledgeReveal } from './acknowledge-reveal.ts';
import { cancelKeyCreation } from './cancel-key-creation.ts';
import { confirmKeyCreation } from './confirm-key-creation.ts';
import { readKeyCreation } from './describe-key-creation.ts';
import {
  CreationParams,
  KeyCreationRequestSchema,
  KeyCreationSchema,
  RevealSchema,
  SecondFactorProofSchema,
} from './key-creation.schemas.ts';
import { passSecondFactor } from './pass-second-factor.ts';
import { resendConfirmationMail } from './resend-confirmation-mail.ts';
import { startKeyCreation } from './start-key-creation.ts';

/** What a creation that has ended answers to every further step. */
const ENDED = [
  'creation-state-conflict',
  'creation-cancelled',
  'creation-expired',
  'creation-refused',
] as const;

const tag = 'Key creations';
const minutes = (seconds: number) => seconds / 60;

export function keyCreationRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/key-creations',
      operationId: 'startKeyCreation',
      tag,
      summary: 'Begin a key creation',
      description:
        'Writes down what the key is to be and binds the creation to this browser. Nothing of it can be changed ' +
        `afterwards. It must be confirmed within ${minutes(LIMITS.creationSeconds)} minutes, or before the key would expire. ` +
        '`not-found` and `key-already-revoked` are about the key in `replaces`.',
      access: 'session',
      schemas: { body: KeyCreationRequestSchema, response: { status: 201, schema: KeyCreationSchema } },
      refusals: [
        'email-not-verified',
        'second-factor-not-enrolled',
        'withdraw-on-hold',
        'creation-limit-reached',
        'confirmation-mail-limit-reached',
        'key-limit-reached',
        'not-found',
        'key-already-revoked',
      ],
      setsCookies: ['countersign_browser'],
      idempotency: 'answer-kept',
      async handle({ session, body, client, once, request, reply }) {
        const start = { session, input: body, browserDigest: bindBrowser(request, reply, deps), client };
        return startKeyCreation(deps, start, once);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/key-creations/:id',
      operationId: 'readKeyCreation',
      tag,
      summary: 'Look at a key creation',
      description: 'Its state, what comes next, and what became of the confirmation mail. From any browser.',
      access: 'session',
      schemas: { params: CreationParams, response: { status: 200, schema: KeyCreationSchema } },
      refusals: ['not-found'],
      handle: ({ session, params }) => readKeyCreation(deps.db, params.id, session.userId),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-creations/:id/second-factor',
      operationId: 'passKeyCreationSecondFactor',
      tag,
      summary: 'Countersign a key creation with the second factor',
      description:
        'Takes a fresh second factor for exactly this creation (purpose `key-creation`). ' +
        `Every attempt counts before it is checked; after ${LIMITS.creationAttempts} wrong ones the creation is refused. ` +
        'Success queues the confirmation mail.',
      access: 'session',
      schemas: {
        params: CreationParams,
        body: SecondFactorProofSchema,
        response: { status: 200, schema: KeyCreationSchema },
      },
      refusals: [
        'not-found',
        'wrong-browser',
        'second-factor-invalid',
        'second-factor-attempts-exhausted',
        'security-key-required',
        'confirmation-mail-limit-reached',
        ...ENDED,
      ],
      limit: 'strict',
      async handle({ session, params, body, client, request }) {
        const { secondFactor } = body;
        const browser = browserDigest(request, deps);
        const proof = { creationId: params.id, session, secondFactor, browserDigest: browser, client };
        await passSecondFactor(deps, proof);
        return readKeyCreation(deps.db, params.id, session.userId);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-creations/:id/confirmation-email',
      operationId: 'resendConfirmationMail',
      tag,
      summary: 'Send the confirmation mail once more',
      description: `The same link in a new mail. At most ${LIMITS.confirmationMailsPerCreation} mails a creation, the first one included.`,
      access: 'session',
      schemas: { params: CreationParams, response: { status: 202, schema: KeyCreationSchema } },
      refusals: ['not-found', 'confirmation-mail-limit-reached', ...ENDED],
      idempotency: 'answer-kept',
      handle: ({ session, params, client, once }) =>
        resendConfirmationMail(deps, { creationId: params.id, userId: session.userId, client }, once),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-creations/:id/confirmation',
      operationId: 'confirmKeyCreation',
      tag,
      summary: 'Confirm with the token of the mail: makes the key and reveals its secret',
      description:
        'Works in the browser where the creation began, with a session of the same account. In another browser it ' +
        'changes nothing, and says so even where nobody is signed in. If the answer is lost, the same call from the same session gives the same key a fresh ' +
        `secret for ${minutes(LIMITS.revealSeconds)} minutes, until it is used or acknowledged; the earlier secret is dead then.`,
      // Who is signed in comes after which browser this is: see confirmKeyCreation.
      access: 'public',
      schemas: {
        params: CreationParams,
        body: ConfirmationSchema,
        response: { status: 201, schema: RevealSchema },
      },
      refusals: [
        'not-found',
        'wrong-browser',
        'not-signed-in',
        'second-factor-required',
        'wrong-account',
        'confirmation-token-invalid',
        'reveal-closed',
        'key-already-revoked',
        'key-limit-reached',
        'withdraw-on-hold',
        ...ENDED,
      ],
      limit: 'strict',
      idempotency: 'answer-secret',
      async handle({ session, params, body, client, once, request }) {
        const browser = browserDigest(request, deps);
        const confirmation = { creationId: params.id, ...body, session, browserDigest: browser, client };
        const { key, secret, revealUntil } = await confirmKeyCreation(deps, confirmation, once);
        const payload = JSON.stringify({ v: 1, key: key.keyId, secret: secret.expose() });
        return {
          apiKey: toApiKey(key),
          secret: secret.expose(),
          qr: { payload, svg: await qrSvg(payload) },
          revealUntil: revealUntil.toISOString(),
        };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/key-creations/:id/acknowledgement',
      operationId: 'acknowledgeReveal',
      tag,
      summary: 'Say that the secret was recorded',
      description: 'Closes the reveal: no further secret can be asked for.',
      access: 'session',
      schemas: { params: CreationParams, response: { status: 204, schema: null } },
      refusals: ['not-found', 'wrong-browser', 'reveal-closed', ...ENDED],
      async handle({ session, params, client, request }) {
        const browser = browserDigest(request, deps);
        const { userId } = session;
        await acknowledgeReveal(deps, { creationId: params.id, userId, browserDigest: browser, client });
        return undefined;
      },
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/key-creations/:id',
      operationId: 'cancelKeyCreation',
      tag,
      summary: 'Cancel a key creation',
      description:
        'From any browser of the account. A mail that was not sent yet is taken back. If a confirmation was faster and ' +
        'the secret is still being shown (`revealed`), the key is revoked with it. Once the reveal is over the answer ' +
        'is `creation-state-conflict`: revoke the key. Repeating it is safe.',
      access: 'session',
      schemas: { params: CreationParams, response: { status: 204, schema: null } },
      refusals: ['not-found', 'creation-state-conflict', 'creation-expired', 'creation-refused'],
      async handle({ session, params, client }) {
        await cancelKeyCreation(deps, { creationId: params.id, userId: session.userId, client });
        return undefined;
      },
    }),
  ];
}
