import { Type } from 'typebox';
import { nullable } from '../api-keys/api-key.ts';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Timestamp } from '../http/schemas.ts';
import { RecoveryCodesSchema } from './enrolled-factor.schemas.ts';
import { resetRecoveryCodes } from './recovery-codes/reset-recovery-codes.ts';
import { STEP_UP_REFUSALS } from './require-step-up.ts';
import { SecondFactorSchema } from './second-factor.ts';
import { describePolicy, updateSecondFactorPolicy } from './update-second-factor-policy.ts';

const tag = 'Second factors';

const SecurityKeyOnly = Type.Boolean({
  description:
    'Only security keys approve anything. TOTP codes count for nothing then; recovery codes still sign in and let a factor be added or removed.',
  examples: [true],
});

const PolicySchema = Type.Object(
  {
    securityKeyOnly: SecurityKeyOnly,
    unusedRecoveryCodes: Type.Integer({
      minimum: 0,
      description: 'Recovery codes that could still be used.',
      examples: [10],
    }),
    withdrawHeldUntil: nullable(
      Timestamp,
      'Until then no key can be given `withdraw:write`, because the factors were changed; `null` without such a hold.',
    ),
  },
  { title: 'SecondFactorPolicy' },
);

const PolicyChangeSchema = Type.Object(
  { securityKeyOnly: SecurityKeyOnly, secondFactor: SecondFactorSchema },
  { additionalProperties: false, title: 'SecondFactorPolicyChange' },
);

const ResetSchema = Type.Object(
  { secondFactor: SecondFactorSchema },
  { additionalProperties: false, title: 'RecoveryCodesReset' },
);

/** What holds for the factors of an account as a whole. */
export function policyRoutes(deps: Deps): readonly Route[] {
  const describe = async (userId: string) => {
    const { withdrawHeldUntil, ...policy } = await describePolicy(deps, userId);
    return { ...policy, withdrawHeldUntil: withdrawHeldUntil?.toISOString() ?? null };
  };
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/second-factor-policy',
      operationId: 'readSecondFactorPolicy',
      tag,
      summary: 'Look at what counts as a second factor',
      description:
        'With the number of recovery codes left, and the hold on `withdraw` after a change of factors.',
      access: 'session',
      schemas: { response: { status: 200, schema: PolicySchema } },
      refusals: [],
      handle: ({ session }) => describe(session.userId),
    }),
    defineRoute({
      method: 'PATCH',
      url: '/v1/second-factor-policy',
      operationId: 'changeSecondFactorPolicy',
      tag,
      summary: 'Accept security keys only, or other factors again',
      description:
        'Takes a security key both ways, for the purpose `second-factor-policy`. Register two: if the only one is lost, a recovery code still lets its owner in to register another, and nothing else.',
      access: 'session',
      limit: 'strict',
      schemas: { body: PolicyChangeSchema, response: { status: 200, schema: PolicySchema } },
      refusals: STEP_UP_REFUSALS,
      setsCookies: ['countersign_browser'],
      async handle({ session, body, client, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        await updateSecondFactorPolicy(deps, { session, client, browserDigest: browser, ...body });
        return describe(session.userId);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/recovery-codes',
      operationId: 'resetRecoveryCodes',
      tag,
      summary: 'Replace the recovery codes',
      description:
        'Every earlier code is dead when the answer arrives, and no key can be given `withdraw:write` for a while. A repeat makes yet another set. Takes a fresh second factor (purpose `recovery-codes`).',
      access: 'session',
      limit: 'strict',
      idempotency: 'answer-secret',
      schemas: { body: ResetSchema, response: { status: 201, schema: RecoveryCodesSchema } },
      refusals: STEP_UP_REFUSALS,
      setsCookies: ['countersign_browser'],
      async handle({ session, body, client, once, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const stepUp = { session, client, browserDigest: browser, ...body };
        const codes = await resetRecoveryCodes(deps, stepUp, once);
        return { recoveryCodes: codes.map((code) => code.expose()) };
      },
    }),
  ];
}
