import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { Token } from '../http/schemas.ts';
import { changePreferences } from './change-preferences.ts';
import { describePreferences } from './describe-preferences.ts';
import { PreferenceChangeSchema, PreferencesSchema } from './notifications.schemas.ts';
import { revokeByLink } from './revoke-by-link.ts';

const LinkRevocationSchema = Type.Object(
  { token: Token },
  { additionalProperties: false, title: 'LinkRevocation' },
);

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [2] });

const LinkRevocationResultSchema = Type.Object(
  {
    revokedKeys: count('API keys that this call revoked.'),
    endedSessions: count('Sessions that it ended.'),
    cancelledKeyCreations: count('Key creations that it cancelled.'),
    wasDoneBefore: Type.Boolean({
      description: 'The link had been used: this call changed nothing.',
      examples: [false],
    }),
  },
  { title: 'LinkRevocationResult' },
);

const tag = 'Notifications';

export function notificationRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'POST',
      url: '/v1/keys/revocation-by-link',
      operationId: 'revokeByLink',
      tag,
      summary: 'Revoke everything by the link of a notice',
      description:
        'Redeems the token of a security notice, once: revokes every API key of the account, ends every session and cancels every open key creation, edit and change of address. Password and second factors stay. Needs no session, for an owner who is locked out. Repeating it changes nothing. The link carries the token in the fragment, so a page has to send it: a mail scanner that opens the link revokes nothing.',
      access: 'public',
      limit: 'strict',
      schemas: { body: LinkRevocationSchema, response: { status: 200, schema: LinkRevocationResultSchema } },
      refusals: ['revocation-link-invalid'],
      handle: ({ body, client }) => revokeByLink(deps, { token: body.token, client }),
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/notification-preferences',
      operationId: 'readNotificationPreferences',
      tag,
      summary: 'Which events are told by mail',
      description: 'Every kind of notice. Those that are not switchable are always sent.',
      access: 'session',
      schemas: { response: { status: 200, schema: PreferencesSchema } },
      refusals: [],
      handle: ({ session }) => describePreferences(deps, session.userId),
    }),
    defineRoute({
      method: 'PATCH',
      url: '/v1/notification-preferences',
      operationId: 'changeNotificationPreferences',
      tag,
      summary: 'Switch harmless notices on or off',
      description:
        'Kinds that are left out stay as they are. What warns of somebody else in the account cannot be switched off, or whoever it is would do that first.',
      access: 'session',
      schemas: {
        body: PreferenceChangeSchema,
        response: { status: 200, schema: PreferencesSchema },
      },
      refusals: ['notice-not-switchable'],
      async handle({ session, body, client }) {
        const { userId } = session;
        await changePreferences(deps, { userId, client, change: body });
        return describePreferences(deps, userId);
      },
    }),
  ];
}
