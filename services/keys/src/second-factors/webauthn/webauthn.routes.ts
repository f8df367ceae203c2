import { Type } from 'typebox';
import type { Deps } from '../../deps.ts';
import { bindBrowser } from '../../http/browser-binding.ts';
import { setCookie } from '../../http/cookies.ts';
import { defineRoute, type Route } from '../../http/routes.ts';
import { Timestamp, Uuid } from '../../http/schemas.ts';
import { LIMITS } from '../../limits.ts';
import { ApprovalRequestSchema } from '../approval-request.schemas.ts';
import {
  exposeCodes,
  FactorLabel,
  FactorSchema,
  NewRecoveryCodesSchema,
  presentSecurityKey,
} from '../enrolled-factor.schemas.ts';
import { STEP_UP_REFUSALS } from '../require-step-up.ts';
import { RESOLVE_REFUSALS } from '../resolve-approval.ts';
import { SecondFactorSchema } from '../second-factor.ts';
import { createAssertionRequest } from './create-assertion-request.ts';
import { createRegistrationRequest } from './create-registration-request.ts';
import { registerSecurityKey } from './register-security-key.ts';
import { AssertionOptionsSchema, AttestationSchema, RegistrationOptionsSchema } from './webauthn.schemas.ts';

const tag = 'Second factors';

const ChallengeSchema = Type.Object(
  {
    challengeId: Uuid,
    expiresAt: Timestamp,
    publicKey: AssertionOptionsSchema,
  },
  {
    title: 'SecondFactorChallenge',
    description:
      'Call `navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) })`.',
  },
);

const RegistrationChallengeSchema = Type.Object(
  {
    challengeId: {
      ...Uuid,
      description:
        'Where the account has a factor: the subject that it approves for `second-factor-enrolment`. Otherwise of no use.',
    },
    expiresAt: Timestamp,
    publicKey: RegistrationOptionsSchema,
  },
  {
    title: 'RegistrationChallenge',
    description:
      'Call `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) })`.',
  },
);

const RegistrationSchema = Type.Object(
  {
    label: FactorLabel,
    attestation: AttestationSchema,
    secondFactor: Type.Optional(SecondFactorSchema),
  },
  { additionalProperties: false, title: 'SecurityKeyRegistration' },
);

const RegisteredSchema = Type.Object(
  { factor: FactorSchema, ...NewRecoveryCodesSchema.properties },
  { title: 'RegisteredSecurityKey' },
);

export function webauthnRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/second-factor-challenges',
      operationId: 'createSecondFactorChallenge',
      tag,
      summary: 'Ask a security key for an assertion',
      description:
        'The challenge is bound to this session, the purpose, the subject and the exact change: an assertion over it ' +
        `approves that and nothing else. It can be answered once, within ${LIMITS.challengeSeconds / 60} minutes. Of a ` +
        `session's open challenges the newest ${LIMITS.challengesPerSession} count. What the operation itself would say of ` +
        'the subject or the change, such as `not-found` or `key-unchanged`, is said here already.',
      access: 'any-session',
      schemas: { body: ApprovalRequestSchema, response: { status: 201, schema: ChallengeSchema } },
      refusals: ['second-factor-required', 'second-factor-not-enrolled', ...RESOLVE_REFUSALS],
      async handle({ session, body }) {
        const { expiresAt, ...request } = await createAssertionRequest(deps, session, body);
        return { ...request, expiresAt: expiresAt.toISOString() };
      },
    }),
    ...registrationRoutes(deps),
  ];
}

function registrationRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/second-factors/webauthn/challenge',
      operationId: 'createRegistrationChallenge',
      tag,
      summary: 'Ask a security key for a credential',
      description: `Begins a registration in this session. It can be finished once, within ${LIMITS.challengeSeconds / 60} minutes.`,
      access: 'session',
      schemas: { response: { status: 201, schema: RegistrationChallengeSchema } },
      refusals: ['email-not-verified', 'security-key-limit-reached'],
      async handle({ session }) {
        const { expiresAt, ...request } = await createRegistrationRequest(deps, session);
        return { ...request, expiresAt: expiresAt.toISOString() };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/second-factors/webauthn',
      operationId: 'registerSecurityKey',
      tag,
      summary: 'Register a security key',
      description:
        'The challenge is used up whatever comes of it: after a refusal, begin anew. The first factor of an account brings recovery codes, shown this once; a further one needs `secondFactor`, of a factor that the account has already and for the purpose `second-factor-enrolment`, and afterwards no key can be given `withdraw:write` for a while. Raises the session to `second_factor` and replaces its cookie.',
      access: 'session',
      limit: 'strict',
      idempotency: 'answer-secret',
      schemas: { body: RegistrationSchema, response: { status: 201, schema: RegisteredSchema } },
      refusals: [
        'email-not-verified',
        'security-key-already-registered',
        'security-key-limit-reached',
        ...STEP_UP_REFUSALS,
      ],
      setsCookies: ['countersign_session', 'countersign_browser'],
      async handle({ session, body, client, once, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const { secondFactor = null, ...rest } = body;
        const registration = { session, client, browserDigest: browser, secondFactor, ...rest };
        const { securityKey, recoveryCodes, token } = await registerSecurityKey(deps, registration, once);
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
        return { factor: presentSecurityKey(securityKey), recoveryCodes: exposeCodes(recoveryCodes) };
      },
    }),
  ];
}
