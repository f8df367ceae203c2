import { type Static, Type } from 'typebox';
import {
  ApiKeySchema,
  IpAllowlistSchema,
  LabelSchema,
  nullable,
  OneOf,
  PermissionSchema,
} from '../api-keys/api-key.ts';
import { SettingSchemas } from '../api-keys/key-settings.schemas.ts';
import { ConfirmationMailSchema } from '../confirmation/confirmation.schemas.ts';
import { KeyId, PageQuery, Timestamp, Uuid } from '../http/schemas.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';
import { KEY_EDIT_STATES } from './states.ts';

export const EditParams = Type.Object({ id: Uuid }, { additionalProperties: false });

export const EditListQuery = Type.Object(
  { ...PageQuery.properties, keyId: Type.Optional(KeyId) },
  { additionalProperties: false },
);

/** What an edit changes: what is left out stays as it is. */
export const KeyChangeSchemas = {
  label: Type.Optional(SettingSchemas.label),
  permissions: Type.Optional(SettingSchemas.permissions),
  ipAllowlist: Type.Optional(SettingSchemas.ipAllowlist),
  expiresAt: Type.Optional(SettingSchemas.expiresAt),
  version: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 2_147_483_647,
      description:
        "The key's `version` that the person looked at. If the key is of another one by now, nothing is changed.",
      examples: [1],
    }),
  ),
};

export const KeyEditRequestSchema = Type.Object(
  {
    ...KeyChangeSchemas,
    secondFactor: SecondFactorSchema,
  },
  { additionalProperties: false, title: 'KeyEditRequest' },
);

/** One edit on its way, for the API's description. */
const WAITING = {
  id: '2c0d8f0e-7b1a-4c56-9a3e-5f0a1d2b3c4d',
  state: 'awaiting_confirmation',
  keyId: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
  keyVersion: 1,
  label: 'Treasury',
  permissions: ['wallets:read', 'withdraw:write'],
  ipAllowlist: ['192.0.2.10'],
  keyExpiresAt: null,
  createdAt: '2026-11-23T11:21:00.000Z',
  expiresAt: '2026-11-23T11:51:00.000Z',
  mail: { state: 'sent', attempts: 1, sentAt: '2026-11-23T11:21:02.120Z', failure: null, resendsLeft: 2 },
};

/** An edit that waits for its confirmation by mail, as its owner sees it. */
export const KeyEditSchema = Type.Object(
  {
    id: Uuid,
    state: OneOf(KEY_EDIT_STATES, {
      title: 'KeyEditState',
      description:
        'Judged now: an overdue edit is `expired`, one of an earlier version of the key `outdated`.',
    }),
    keyId: KeyId,
    keyVersion: Type.Integer({ minimum: 1, description: 'The version of the key that it is made for.' }),
    label: LabelSchema,
    permissions: Type.Array(PermissionSchema, {
      description: 'All that the key will be allowed to do, not only what is added.',
      examples: [['wallets:read', 'withdraw:write']],
    }),
    ipAllowlist: IpAllowlistSchema,
    keyExpiresAt: nullable(Timestamp, 'When the key will end; `null` for never.'),
    createdAt: Timestamp,
    expiresAt: Type.Unsafe<string>({ ...Timestamp, description: 'Must be confirmed before this.' }),
    mail: nullable(ConfirmationMailSchema, '`null` if there is none.'),
  },
  {
    title: 'KeyEdit',
    description: 'An edit that gives a key `withdraw`, on its way to the confirmation.',
    examples: [WAITING, { ...WAITING, state: 'applied' }],
  },
);

export type KeyEditView = Static<typeof KeyEditSchema>;

export const EditedKeySchema = Type.Object({ apiKey: ApiKeySchema }, { title: 'EditedKey' });
export const StartedEditSchema = Type.Object({ edit: KeyEditSchema }, { title: 'StartedKeyEdit' });
