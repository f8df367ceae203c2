import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { EmailSchema, Token } from '../http/schemas.ts';
import {
  CurrentPassword,
  NewPassword,
  OptionalSecondFactor,
  REAUTHENTICATION_REFUSALS,
} from './account.schemas.ts';
import { changePassword } from './change-password.ts';
import { requestPasswordReset } from './request-password-reset.ts';
import { resetPassword } from './reset-password.ts';

const PasswordChangeSchema = Type.Object(
  { currentPassword: CurrentPassword, newPassword: NewPassword, secondFactor: OptionalSecondFactor },
  { additionalProperties: false, title: 'PasswordChange' },
);

const ResetRequestSchema = Type.Object(
  { email: EmailSchema },
  { additionalProperties: false, title: 'PasswordResetRequest' },
);

const ResetSchema = Type.Object(
  { token: Token, newPassword: NewPassword },
  { additionalProperties: false, title: 'PasswordReset' },
);

const tag = 'Users';

export function passwordRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/users/password',
      operationId: 'changePassword',
      tag,
      summary: 'Change the password',
      description:
        'Asks for the current password and, where a second factor is enrolled, for a fresh one (purpose `password-change`). Ends every other session, replaces the cookie of this one, and cancels open key creations and edits.',
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
    defineRoute({
      method: 'POST',
      url: '/v1/users/password-reset',
      operationId: 'requestPasswordReset',
      tag,
      summary: 'Forgot the password',
      description:
        'Mails a link with which a new password can be set. The answer is the same whether or not the address has an account. The link works once, for half an hour, and a newer one puts an end to it.',
      access: 'public',
      limit: 'strict',
      schemas: { body: ResetRequestSchema, response: { status: 202, schema: null } },
      refusals: [],
      idempotency: 'answer-kept',
      handle: ({ body, client, once }) => requestPasswordReset(deps, { ...body, client }, once),
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/users/password-reset/confirmation',
      operationId: 'resetPassword',
      tag,
      summary: 'Set a new password',
      description:
        'Redeems the token of the mail, once. Ends every session and cancels open key creations and edits. It opens no session: signing in comes next, and asks for the second factor as ever. A password that is refused uses nothing up.',
      access: 'public',
      limit: 'strict',
      schemas: { body: ResetSchema, response: { status: 204, schema: null } },
      refusals: ['password-reset-token-invalid'],
      handle: ({ body, client }) => resetPassword(deps, { ...body, client }),
    }),
  ];
}
