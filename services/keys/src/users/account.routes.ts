import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { bindBrowser, browserDigest } from '../http/browser-binding.ts';
import { clearCookie, setCookie } from '../http/cookies.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { EmailSchema, Token } from '../http/schemas.ts';
import { OptionalPassword, OptionalSecondFactor, REAUTHENTICATION_REFUSALS } from './account.schemas.ts';
import { closeAccount } from './close-account.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { requestEmailChange } from './request-email-change.ts';

const EmailChangeSchema = Type.Object(
  { newEmail: EmailSchema, password: OptionalPassword, secondFactor: OptionalSecondFactor },
  { additionalProperties: false, title: 'EmailChange' },
);

const EmailChangeConfirmationSchema = Type.Object(
  { token: Token },
  { additionalProperties: false, title: 'EmailChangeConfirmation' },
);

const ClosingSchema = Type.Object(
  { password: OptionalPassword, secondFactor: OptionalSecondFactor },
  { additionalProperties: false, title: 'AccountClosing' },
);

const tag = 'Users';

export function accountRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/users/email-change',
      operationId: 'requestEmailChange',
      tag,
      summary: 'Change the e-mail address',
      description:
        'Mails a link to the new address; nothing changes before it is redeemed. Asks for the password and, where a second factor is enrolled, for a fresh one (purpose `email-change`, bound to the new address). The answer is the same whether or not the address is taken.',
      access: 'session',
      limit: 'strict',
      schemas: { body: EmailChangeSchema, response: { status: 202, schema: null } },
      refusals: [...REAUTHENTICATION_REFUSALS],
      setsCookies: ['countersign_browser'],
      idempotency: 'answer-kept',
      async handle({ body, session, client, once, request, reply }) {
        const browserDigest = bindBrowser(request, reply, deps);
        const { secondFactor = null, password = null, newEmail } = body;
        const proof = { password, secondFactor, session, client, browserDigest };
        await requestEmailChange(deps, { newEmail, ...proof }, once);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/users/email-change/confirmation',
      operationId: 'confirmEmailChange',
      tag,
      summary: 'Confirm the new e-mail address',
      description:
        'Redeems the token of the mail, in the browser where the change was asked for and with a session of that account. Ends every other session, replaces the cookie of this one, cancels open key creations and edits, and tells both addresses.',
      access: 'session',
      limit: 'strict',
      schemas: { body: EmailChangeConfirmationSchema, response: { status: 204, schema: null } },
      refusals: ['email-change-token-invalid', 'wrong-account', 'wrong-browser'],
      setsCookies: ['countersign_session'],
      async handle({ body, session, client, request, reply }) {
        const browser = browserDigest(request, deps);
        const confirmation = { token: body.token, session, client, browserDigest: browser };
        const token = await confirmEmailChange(deps, confirmation);
        setCookie(reply, 'countersign_session', token.expose(), deps.settings);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/users/closing',
      operationId: 'closeAccount',
      tag,
      summary: 'Close the account',
      description:
        'For good: every API key is revoked, every session ends, and signing in is answered as for an unknown address. Asks for the password and, where a second factor is enrolled, for a fresh one (purpose `account-closing`). The security history is kept; the address is free again.',
      access: 'session',
      limit: 'strict',
      schemas: { body: ClosingSchema, response: { status: 204, schema: null } },
      refusals: [...REAUTHENTICATION_REFUSALS],
      setsCookies: ['countersign_session', 'countersign_browser'],
      async handle({ body, session, client, request, reply }) {
        const browser = bindBrowser(request, reply, deps);
        const { secondFactor = null, password = null } = body;
        await closeAccount(deps, { password, session, client, browserDigest: browser, secondFactor });
        clearCookie(reply, 'countersign_session', deps.settings);
      },
    }),
  ];
}
