import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Page, PageQuery, Uuid } from '../http/schemas.ts';
import {
  exposeCodes,
  FactorLabel,
  FactorParams,
  FactorSchema,
  NewRecoveryCodesSchema,
  presentSecurityKey,
  presentTotp,
} from './enrolled-factor.schemas.ts';
import { policyRoutes } from './policy.routes.ts';
import { removeSecondFactor } from './remove-second-factor.ts';
import { STEP_UP_REFUSALS } from './require-step-up.ts';
import { SecondFactorSchema } from './second-factor.ts';
import { activateTotp } from './totp/activate-totp.ts';
import { enrolTotp } from './totp/enrol-totp.ts';
import { findActiveTotpFactor } from './totp/totp-store.ts';
import { renameSecurityKey } from './webauthn/rename-security-key.ts';
import { listSecurityKeys } from './webauthn/security-key-store.ts';
import { webauthnRoutes } from './webauthn/webauthn.routes.ts';

const RenamingSchema = Type.Object(
  { label: FactorLabel },
  { additionalProperties: false, title: 'SecondFactorRenaming' },
);

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
      description: 'The secret with its parameters, as authenticator apps read it.',
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
  {
    code: Type.String({
      pattern: '^[0-9]{6}$',
      description: 'The first code that the app shows.',
      examples: ['492039'],
    }),
    secondFactor: Type.Optional(SecondFactorSchema),
  },
  { additionalProperties: false, title: 'TotpActivation' },
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
        'Needs a fresh second factor (purpose `second-factor-removal`): this one, another one, or a recovery code. With the last factor the recovery codes die. Every other session of the account ends, and no key can be given `withdraw:write` for a while. An account that accepts security keys only keeps its last one until it accepts other factors again.',
      access: 'session',
      limit: 'strict',
      schemas: { params: FactorParams, body: RemovalSchema, response: { status: 204, schema: null } },
      refusals: ['not-found', 'last-security-key', ...STEP_UP_REFUSALS],
      setsCookies: ['countersign_browser'],
      async handle({ params, body, session, client, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const stepUp = { session, client, browserDigest: browser, secondFactor: body.secondFactor };
        await removeSecondFactor(deps, { ...stepUp, factorId: params.id });
      },
    }),
    defineRoute({
      method: 'PATCH',
      url: '/v1/second-factors/:id',
      operationId: 'renameSecondFactor',
      tag: 'Second factors',
      summary: 'Give a security key another label',
      description: 'An authenticator app has no label.',
      access: 'session',
      schemas: {
        params: FactorParams,
        body: RenamingSchema,
        response: { status: 200, schema: FactorSchema },
      },
      refusals: ['not-found'],
      async handle({ session, params, body, client }) {
        const { userId } = session;
        const renaming = { userId, factorId: params.id, label: body.label, client };
        return presentSecurityKey(await renameSecurityKey(deps, renaming));
      },
    }),
    ...totpRoutes(deps),
    ...webauthnRoutes(deps),
    ...policyRoutes(deps),
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
        'Takes the first code that the app shows. The first factor of an account brings recovery codes, shown this once; a further one needs `secondFactor`, of a factor that the account has already and for the purpose `second-factor-enrolment`. Raises the session to `second_factor` and replaces its cookie.',
      access: 'session',
      limit: 'strict',
      schemas: {
        params: FactorParams,
        body: ActivationSchema,
        response: { status: 200, schema: NewRecoveryCodesSchema },
      },
      refusals: ['not-found', 'totp-already-enrolled', ...STEP_UP_REFUSALS],
      setsCookies: ['countersign_session', 'countersign_browser'],
      idempotency: 'answer-secret',
      async handle({ params, body, session, client, once, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const { code, secondFactor = null } = body;
        const activation = {
          session,
          client,
          browserDigest: browser,
          factorId: params.id,
          code,
          secondFactor,
        };
        const { recoveryCodes, token } = await activateTotp(deps, activation, once);
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
        return { recoveryCodes: exposeCodes(recoveryCodes) };
      },
    }),
  ];
}

async function listFactors({ db }: Deps, userId: string) {
  const totp = await findActiveTotpFactor(db, userId);
  const securityKeys = await listSecurityKeys(db, userId);
  return [...securityKeys.map(presentSecurityKey), ...(totp === null ? [] : [presentTotp(totp)])];
}
