import { PERMISSIONS } from '@countersign/permissions';
import { Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { badCursor, toPage } from '../http/page.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { KeyId, Page, PageQuery } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { Refusal } from '../refusal.ts';
import { ApiKeySchema, KEY_STATUSES, OneOf, toApiKey } from './api-key.ts';
import { decodeKeyCursor, encodeKeyCursor, KEY_ORDERS, KEY_SORTS } from './key-list.ts';
import { findKey, type ListedKey, listKeys } from './key-list-store.ts';
import { revokeAllKeys, revokeKey } from './revoke-keys.ts';

export const KeyParams = Type.Object({ keyId: KeyId }, { additionalProperties: false });

const KeyListQuery = Type.Object(
  {
    ...PageQuery.properties,
    cursor: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9_-]{1,2000}$',
        description: '`nextCursor` of the page before, for the same `sort` and `order`.',
        examples: ['WyJjcmVhdGVkIiwiZGVzYyIsIjE3OTU2ODg0NjAwMDAwMDAiLCJja19senB1Zlpp'],
      }),
    ),
    sort: Type.Optional(
      OneOf(KEY_SORTS, {
        default: 'created',
        description: 'Keys that never expire sort as the last to expire, unused ones as the first used.',
      }),
    ),
    order: Type.Optional(OneOf(KEY_ORDERS, { default: 'desc', description: '`desc`: the newest first.' })),
    status: Type.Optional(OneOf(KEY_STATUSES, { description: 'Only keys of this status.' })),
    permission: Type.Optional(OneOf(PERMISSIONS, { description: 'Only keys that have this permission.' })),
    search: Type.Optional(
      Type.String({
        pattern: '^[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]{1,64}$',
        description: 'Only keys with this in their label, in whatever case.',
        examples: ['bot'],
      }),
    ),
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
      description:
        'Newest first unless told otherwise, revoked ones included. Pages neither repeat nor miss a key, also when keys are made meanwhile.',
      access: 'session',
      schemas: { querystring: KeyListQuery, response: { status: 200, schema: Page(ApiKeySchema) } },
      refusals: [],
      async handle({ session, query }) {
        const { userId } = session;
        const { limit = LIMITS.pageDefault, cursor, search, ...rest } = query;
        const { sort = 'created', order = 'desc', status = null, permission = null } = rest;
        const after = cursor === undefined ? null : decodeKeyCursor(cursor, { sort, order });
        if (cursor !== undefined && after === null) throw badCursor();
        const asked = { userId, sort, order, status, permission, search: search?.normalize('NFC') ?? null };
        const rows = await listKeys(deps.db, { ...asked, after, limit: limit + 1 });
        const cursorOf = ({ sortedBy: value, keyId }: ListedKey) => encodeKeyCursor(asked, { value, keyId });
        const { items, nextCursor } = toPage(rows, limit, cursorOf);
        return { items: items.map(toApiKey), nextCursor };
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
