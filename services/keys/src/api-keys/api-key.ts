import { PERMISSIONS, type Permission } from '@countersign/permissions';
import { type Static, type TSchemaOptions, Type } from 'typebox';
import { KeyId, Timestamp } from '../http/schemas.ts';
import { LatestRefusalSchema } from '../key-refusals/key-refusal.ts';

export const KEY_STATUSES = ['active', 'expired', 'revoked'] as const;
export type KeyStatus = (typeof KEY_STATUSES)[number];

/** One of a list of words. TypeBox cannot see through `map`, so the type is given. */
export const OneOf = <T extends string>(values: readonly T[], options: TSchemaOptions) =>
  Type.Unsafe<T>(
    Type.Union(
      values.map((value) => Type.Literal(value)),
      options,
    ),
  );

export const PermissionSchema = OneOf(PERMISSIONS, {
  title: 'Permission',
  description: 'What a key may do.',
});

export const KeyStatusSchema = OneOf(KEY_STATUSES, {
  title: 'KeyStatus',
  description: '`active`, `expired` by the clock, or `revoked` by a person.',
});

/** The schema's value, or `null` where there is none. */
export const nullable = <T extends Parameters<typeof Type.Array>[0]>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description });

export const LabelSchema = nullable(
  Type.String({ examples: ['Trading bot'] }),
  "The owner's name for the key; `null` for none.",
);

export const IpAllowlistSchema = nullable(
  Type.Array(Type.String({ examples: ['192.0.2.10'] }), { examples: [['192.0.2.10', '2001:db8::/48']] }),
  'Addresses and networks that the key works from; `null` for any.',
);

/** An API key as its owner sees it. Nothing in it helps to sign. */
export const ApiKeySchema = Type.Object(
  {
    id: KeyId,
    label: LabelSchema,
    permissions: Type.Array(PermissionSchema, {
      description: 'In catalogue order. Empty once the key is revoked.',
      examples: [['orders:read', 'orders:write', 'wallets:read']],
    }),
    ipAllowlist: IpAllowlistSchema,
    status: KeyStatusSchema,
    version: Type.Integer({
      minimum: 1,
      description: 'Rises with every change of the key, a fresh secret included.',
    }),
    createdAt: Timestamp,
    expiresAt: nullable(Timestamp, '`null` for never.'),
    lastUsed: nullable(
      Type.Object({
        at: Timestamp,
        ip: nullable(
          Type.String({ examples: ['192.0.2.10'] }),
          'Where it came from; `null` if it is not known.',
        ),
      }),
      'The last request that was accepted; `null` for none so far.',
    ),
    latestRefusal: nullable(
      LatestRefusalSchema,
      'The latest request that the gateway refused, of whatever reason; `null` for none so far. All reasons: `GET /v1/keys/{keyId}/refusals`.',
    ),
    replaces: nullable(KeyId, 'The key whose place this one took; `null` for none.'),
    replacedBy: nullable(KeyId, 'The newest key that took the place of this one; `null` for none.'),
  },
  {
    title: 'ApiKey',
    description: 'An API key as its owner sees it. The secret is not part of it.',
    examples: [
      {
        id: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
        label: 'Trading bot',
        permissions: ['orders:read', 'orders:write', 'wallets:read'],
        ipAllowlist: ['192.0.2.10', '2001:db8::/48'],
        status: 'active',
        version: 1,
        createdAt: '2026-11-23T11:21:00.000Z',
        expiresAt: '2027-01-31T12:00:00.000Z',
        lastUsed: { at: '2026-11-24T08:15:30.250Z', ip: '192.0.2.10' },
        latestRefusal: {
          reason: 'permission-missing',
          at: '2026-11-24T08:15:31.500Z',
          ip: '192.0.2.10',
          path: '/v2/auth/w/order/submit',
        },
        replaces: null,
        replacedBy: null,
      },
    ],
  },
);

export type ApiKey = Static<typeof ApiKeySchema>;

/** A key as the store reads it: the row, with status and use as PostgreSQL sees them now. */
export type ApiKeyRow = {
  readonly keyId: string;
  readonly userId: string;
  readonly label: string | null;
  readonly permissions: readonly string[];
  readonly ipAllowlist: readonly string[] | null;
  readonly status: KeyStatus;
  readonly version: number;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly lastUsedIp: string | null;
  /** As JSON holds it: the time is text. */
  readonly latestRefusal: Static<typeof LatestRefusalSchema> | null;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
};

export function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.keyId,
    label: row.label,
    permissions: row.permissions as Permission[],
    ipAllowlist: row.ipAllowlist === null ? null : [...row.ipAllowlist],
    status: row.status,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsed: row.lastUsedAt === null ? null : { at: row.lastUsedAt.toISOString(), ip: row.lastUsedIp },
    latestRefusal: row.latestRefusal && {
      ...row.latestRefusal,
      at: new Date(row.latestRefusal.at).toISOString(),
    },
    replaces: row.replaces,
    replacedBy: row.replacedBy,
  };
}
