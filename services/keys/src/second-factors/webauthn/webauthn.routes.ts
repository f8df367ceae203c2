import { Type } from 'typebox';
import type { Deps } from '../../deps.ts';
import { defineRoute, type Route } from '../../http/routes.ts';
import { Timestamp, Uuid } from '../../http/schemas.ts';
import { LIMITS } from '../../limits.ts';
import { ApprovalRequestSchema } from '../approval-request.schemas.ts';
import { RESOLVE_REFUSALS } from '../resolve-approval.ts';
import { createAssertionRequest } from './create-challenge.ts';
import { AssertionOptionsSchema } from './webauthn.schemas.ts';

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
        `session's open challenges the newest ${LIMITS.challengesPerSession} count.`,
      access: 'any-session',
      schemas: { body: ApprovalRequestSchema, response: { status: 201, schema: ChallengeSchema } },
      refusals: ['second-factor-required', 'second-factor-not-enrolled', ...RESOLVE_REFUSALS],
      async handle({ session, body }) {
        const { expiresAt, ...request } = await createAssertionRequest(deps, session, body);
        return { ...request, expiresAt: expiresAt.toISOString() };
      },
    }),
  ];
}
