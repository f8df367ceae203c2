import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { EmailSchema, Token } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';
import { changePassword } from './change-password.ts';
import { registerUser } from './register-user.ts';
import { verifyEmail } from './verify-email.ts';

const NewPassword = Type.String({
  minLength: LIMITS.passwordMin,
  maxLength: LIMITS.passwordMax,
  description:
    'Any characters; length is what counts. Neither the e-mail address nor one of the passwords that everybody tries first.',
  examples: ['correct horse battery staple'],
});

const CurrentPassword = Type.String({
  minLength: 1,
  maxLength: LIMITS.passwordMax,
  description: 'The password that the person signs in with. Wrong ones count as when signing in.',
  examples: ['correct horse battery staple'],
});

const RegistrationSchema = Type.Object(
  { email: EmailSchema, password: NewPassword },
  { additionalProperties: false, title: 'Registration' },
);

const VerificationSchema = Type.Object(
  { token: Token },
  { additionalProperties: false, title: 'EmailVerification' },
);

const PasswordChangeSchema = Type.Object(
  {
    currentPassword: CurrentPassword,
    newPassword: NewPassword,
    secondFactor: Type.Optional(SecondFactorSchema),
  },
  { additionalProperties: false, title: 'PasswordChange' },
);

/** What every operation may answer that asks for the password and a fresh second factor. */
const REAUTHENTICATION_REFUSALS = ['password-incorrect', ...STEP_UP_REFUSALS] as const;

export function userRoutes(deps: Deps): readonly Route[] {
  return [...registrationRoutes(deps), ...passwordRoutes(deps)];
}

function registrationRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/users',
      operationId: 'registerUser',
      tag: 'Users',
      summary: 'Register',
      description:
        'Mails a verification link to the address. The answer is the same whether or not the address is known; a known one gets a mail that says so. Registering again before the address is verified replaces the password and the link, and that newer link works only in the browser that registered last.',
      access: 'public',
      limit: 'strict',
      schemas: { body: RegistrationSchema, response: { status: 202, schema: null } },
      refusals: [],
      setsCookies: ['countersign_browser'],
      idempotency: 'answer-kept',
      async handle({ body, client, once, request, reply }) {
        await registerUser(deps, { ...body, client, browserDigest: bindBrowser(request, reply, deps) }, once);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/users/email-verification',
      operationId: 'verifyEmail',
      tag: 'Users',
      summary: 'Verify the e-mail address',
      description:
        'Redeems the token of the verification mail, once. The link carries it in the fragment, so a page has to send it: a mail scanner that opens the link verifies nothing.',
      access: 'public',
      limit: 'strict',
      schemas: { body: VerificationSchema, response: { status: 204, schema: null } },
      refusals: ['verification-token-invalid', 'wrong-browser'],
      async handle({ body, client, request }) {
        await verifyEmail(deps, { token: body.token, client, browserDigest: browserDigest(request, deps) });
      },
    }),
  ];
}

function passwordRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/users/password',
      operationId: 'changePassword',
      tag: 'Users',
      summary: 'Change the password',
      description:
        'Asks for the current password and, where a second factor is enrolled, for a fresh one (purpose `password-change`). Ends every other session, replaces the cookie of this one, and cancels open key creations.',
      access: 'session',
      limit: 'strict',
      schemas: { body: PasswordChangeSchema, response: { status: 204, schema: null } },
      refusals: [...REAUTHENTICATION_REFUSALS],
      setsCookies: ['countersign_session', 'countersign_browser'],
      async handle({ body, session, client, request, reply }) {
        const { secondFactor = null, ...passwords } = body;
        const browser = bindBrowser(request, reply, deps);
        const proof = { session, client, browserDigest: browser, secondFactor };
        const token = await changePassword(deps, { ...passwords, ...proof });
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
      },
    }),
  ];
}
