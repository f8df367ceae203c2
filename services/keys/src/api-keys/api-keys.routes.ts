import { isKeyId } from '@countersign/sealing';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { idCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { KeyId, Page, PageQuery } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { ApiKeySchema, KEY_STATUSES, OneOf, toApiKey } from './api-key.ts';
import { findKey, listKeys } from './api-key-store.ts';
import { revokeAllKeys, revokeKey } from './revoke-keys.ts';

export const KeyParams = Type.Object({ keyId: KeyId }, { additionalProperties: false });

const KeyListQuery = Type.Object(
  {
    ...PageQuery.properties,
    status: Type.Optional(OneOf(KEY_STATUSES, { description: 'Only keys of this status.' })),
  },
  { additionalProperties: false },
);

const RevocationSchema = Type.Object(
  {
    reason: Type.Optional(
      Type.String({
        pattern: '^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]{1,200}$',
        description: "For the owner's security history: 1 to 200 characters on one line.",
        examples: ['The bot was decommissioned'],
      }),
    ),
  },
  { additionalProperties: false, title: 'KeyRevocation' },
);

const tag = 'API keys';

export function apiKeyRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/keys',
      operationId: 'listKeys',
      tag,
      summary: 'List the API keys',
      description: 'Newest first, revoked ones included.',
      access: 'session',
      schemas: { querystring: KeyListQuery, response: { status: 200, schema: Page(ApiKeySchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { limit = LIMITS.pageDefault, status = null } = query;
        const after = idCursor(query.cursor, isKeyId);
        const rows = await listKeys(deps.db, { userId: session.userId, status, after, limit: limit + 1 });
        return toPage(rows.map(toApiKey), limit, ({ id }) => id);
      },
    }),
    defineRoute({
      method: 'GET',
      url: '/v1/keys/:keyId',
      operationId: 'readKey',
      tag,
      summary: 'Look at an API key',
      description: 'Everything but the secret, which nobody can read again.',
      access: 'session',
      schemas: { params: KeyParams, response: { status: 200, schema: ApiKeySchema } },
      refusals: ['not-found'],
      async handle({ session, params }) {
        const key = await findKey(deps.db, { userId: session.userId, keyId: params.keyId });
        if (key === null) throw new Refusal('not-found');
        return toApiKey(key);
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/keys/:keyId/revocation',
      operationId: 'revokeKey',
      tag,
      summary: 'Revoke an API key',
      description:
        'In force on every gateway when the answer arrives, and for good. Asks for no second factor: revoking must ' +
        'be easy. A key that is revoked already is answered in the same way, unchanged.',
      access: 'session',
      schemas: {
        params: KeyParams,
        body: RevocationSchema,
        response: { status: 200, schema: Type.Object({ apiKey: ApiKeySchema }, { title: 'RevokedKey' }) },
      },
      refusals: ['not-found'],
      async handle({ session, params, body, client }) {
        const { userId } = session;
        const key = await revokeKey(deps, {
          userId,
          keyId: params.keyId,
          reason: body.reason ?? null,
          client,
        });
        return { apiKey: toApiKey(key) };
      },
    }),
    defineRoute({
      method: 'POST',
      url: '/v1/keys/revocation',
      operationId: 'revokeAllKeys',
      tag,
      summary: 'Revoke every API key',
      description: 'All keys of the account in one go, expired ones included: all or, if it fails, none.',
      access: 'session',
      schemas: {
        body: RevocationSchema,
        response: {
          status: 200,
          schema: Type.Object(
            { keyIds: Type.Array(KeyId, { description: 'The keys that this call revoked.' }) },
            { title: 'RevokedKeys' },
          ),
        },
      },
      refusals: [],
      async handle({ session, body, client }) {
        const { userId } = session;
        return { keyIds: await revokeAllKeys(deps, { userId, reason: body.reason ?? null, client }) };
      },
    }),
  ];
}
