import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page, PageQuery, Timestamp, Uuid } from '../http/schemas.ts';
import { countUnusedRecoveryCodes } from './recovery-codes/recovery-code-store.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import { STEP_UP_REFUSALS } from './require-step-up.ts';
import { SecondFactorSchema } from './second-factor.ts';
import { activateTotp } from './totp/activate-totp.ts';
import { enrolTotp } from './totp/enrol-totp.ts';
import { findActiveTotpFactor } from './totp/totp-store.ts';
import { webauthnRoutes } from './webauthn/webauthn.routes.ts';

const FactorSchema = Type.Object(
  {
    id: Uuid,
    method: Type.Literal('totp'),
    createdAt: Timestamp,
    activatedAt: Timestamp,
    unusedRecoveryCodes: Type.Integer({
      description: 'Recovery codes that could still stand in for this factor.',
      examples: [10],
    }),
  },
  { title: 'EnrolledFactor' },
);

const FactorParams = Type.Object({ id: Uuid }, { additionalProperties: false });

const RemovalSchema = Type.Object(
  { secondFactor: SecondFactorSchema },
  { additionalProperties: false, title: 'SecondFactorRemoval' },
);

const EnrolmentSchema = Type.Object(
  {
    id: Uuid,
    secret: Type.String({
      description: 'In base32, to be typed into an app that cannot scan.',
      examples: ['JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'],
    }),
    otpauthUri: Type.String({
      examples: [
        'otpauth://totp/Countersign:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Countersign',
      ],
    }),
    qrSvg: Type.String({
      description: 'The URI as a QR code: an `<svg>` element.',
      examples: ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 53 53">…</svg>'],
    }),
  },
  { title: 'TotpEnrolment' },
);

const ActivationSchema = Type.Object(
  { code: Type.String({ pattern: '^[0-9]{6}$', examples: ['492039'] }) },
  { additionalProperties: false, title: 'TotpActivation' },
);

const RecoveryCodesSchema = Type.Object(
  {
    recoveryCodes: Type.Array(Type.String({ examples: ['7KQF-2M9X-HD3P-W4TN-0V8C'] }), {
      description: 'Each stands in for the second factor once. Shown this once.',
    }),
  },
  { title: 'RecoveryCodes' },
);

export function secondFactorRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/second-factors',
      operationId: 'listSecondFactors',
      tag: 'Second factors',
      summary: 'List the enrolled second factors',
      description: 'Active factors only; one that was never activated does not count.',
      access: 'session',
      schemas: { querystring: PageQuery, response: { status: 200, schema: Page(FactorSchema) } },
      refusals: [],
      handle: async ({ session }) => ({ items: await listFactors(deps, session.userId), nextCursor: null }),
    }),
    defineRoute({
      method: 'DELETE',
      url: '/v1/second-factors/:id',
      operationId: 'removeSecondFactor',
      tag: 'Second factors',
      summary: 'Remove a second factor',
      description:
        'Needs a code of that factor, or a recovery code. Its recovery codes die with it, and every other session of the account ends. Create a new one afterwards: without a second factor no API key can be created.',
      access: 'session',
      limit: 'strict',
      schemas: { params: FactorParams, body: RemovalSchema, response: { status: 204, schema: null } },
      refusals: ['not-found', ...STEP_UP_REFUSALS],
      setsCookies: ['countersign_browser'],
      async handle({ params, body, session, client, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const stepUp = { session, client, browserDigest: browser, secondFactor: body.secondFactor };
        await removeSecondFactor(deps, { ...stepUp, factorId: params.id });
      },
    }),
    ...totpRoutes(deps),
    ...webauthnRoutes(deps),
  ];
}

function totpRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/second-factors/totp',
      operationId: 'enrolTotp',
      tag: 'Second factors',
      summary: 'Enrol an authenticator app',
      description:
        'The secret and its QR code are in this answer and in no other. The factor counts for nothing until a code has activated it; asking again replaces one that was not activated.',
      access: 'session',
      schemas: { response: { status: 201, schema: EnrolmentSchema } },
      refusals: ['email-not-verified', 'totp-already-enrolled'],
      idempotency: 'answer-secret',
      handle: ({ session, once }) => enrolTotp(deps, session, once),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/second-factors/totp/:id/activation',
      operationId: 'activateTotp',
      tag: 'Second factors',
      summary: 'Activate the authenticator app',
      description:
        'Takes the first code that the app shows. Answers with the recovery codes, this once, raises the session to `second_factor` and replaces its cookie.',
      access: 'session',
      limit: 'strict',
      schemas: {
        params: FactorParams,
        body: ActivationSchema,
        response: { status: 200, schema: RecoveryCodesSchema },
      },
      refusals: [
        'not-found',
        'totp-already-enrolled',
        'second-factor-invalid',
        'second-factor-attempts-exhausted',
      ],
      setsCookies: ['countersign_session', 'countersign_browser'],
      idempotency: 'answer-secret',
      async handle({ params, body, session, client, once, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const activation = { session, client, browserDigest: browser, factorId: params.id, code: body.code };
        const { recoveryCodes, token } = await activateTotp(deps, activation, once);
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
        return { recoveryCodes: recoveryCodes.map((code) => code.expose()) };
      },
    }),
  ];
}

async function listFactors({ db }: Deps, userId: string) {
  const factor = await findActiveTotpFactor(db, userId);
  if (factor === null || factor.activatedAt === null) return [];
  return [
    {
      id: factor.factorId,
      method: 'totp' as const,
      createdAt: factor.createdAt.toISOString(),
      activatedAt: factor.activatedAt.toISOString(),
      unusedRecoveryCodes: await countUnusedRecoveryCodes(db, userId),
    },
  ];
}
