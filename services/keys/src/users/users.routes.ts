import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { EmailSchema, Token } from '../http/schemas.ts';
import { accountRoutes } from './account.routes.ts';
import { NewPassword } from './account.schemas.ts';
import { passwordRoutes } from './password.routes.ts';
import { registerUser } from './register-user.ts';
import { verifyEmail } from './verify-email.ts';

const RegistrationSchema = Type.Object(
  { email: EmailSchema, password: NewPassword },
  { additionalProperties: false, title: 'Registration' },
);

const VerificationSchema = Type.Object(
  { token: Token },
  { additionalProperties: false, title: 'EmailVerification' },
);

export function userRoutes(deps: Deps): readonly Route[] {
  return [...registrationRoutes(deps), ...passwordRoutes(deps), ...accountRoutes(deps)];
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
