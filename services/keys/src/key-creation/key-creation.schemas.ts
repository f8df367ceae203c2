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
import { KeyId, Timestamp, Uuid } from '../http/schemas.ts';
import { LIMITS } from '../limits.ts';
import { SecondFactorMethodSchema, SecondFactorSchema } from '../second-factors/second-factor.ts';
import { KEY_CREATION_STATES } from './states.ts';

export const CreationParams = Type.Object({ id: Uuid }, { additionalProperties: false });

export const KeyCreationRequestSchema = Type.Object(
  {
    label: Type.Optional(SettingSchemas.label),
    permissions: Type.Optional(
      Type.Unsafe<string[]>({
        ...SettingSchemas.permissions,
        description:
          'At least one of those that `GET /v1/permissions` lists. Required, but for a replacement.',
      }),
    ),
    ipAllowlist: Type.Optional(SettingSchemas.ipAllowlist),
    expiresAt: Type.Optional(SettingSchemas.expiresAt),
    replaces: Type.Optional(
      Type.Unsafe<string>({
        ...KeyId,
        description: 'The key whose place the new one takes: settings that are left out are as its own.',
      }),
    ),
    oldKeyExpiresInSeconds: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: LIMITS.replacedKeySeconds,
        description:
          'With `replaces`: how long the old key still works once the new one is confirmed. It never ends later than it would without.',
        examples: [86_400],
      }),
    ),
  },
  {
    additionalProperties: false,
    title: 'KeyCreationRequest',
    examples: [
      {
        label: 'Trading bot',
        permissions: ['orders:read', 'orders:write', 'wallets:read'],
        ipAllowlist: ['192.0.2.10', '2001:db8::/48'],
        expiresAt: '2027-01-31T12:00:00Z',
      },
    ],
  },
);

export const SecondFactorProofSchema = Type.Object(
  { secondFactor: SecondFactorSchema },
  { additionalProperties: false, title: 'KeyCreationSecondFactor' },
);

/** One key creation on its way, for the API's description. */
const BEGUN = {
  id: '6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11',
  state: 'awaiting_second_factor',
  nextStep: 'second_factor',
  secondFactorMethods: ['totp', 'recovery_code'],
  attemptsLeft: 5,
  label: 'Trading bot',
  permissions: ['orders:read', 'orders:write', 'wallets:read'],
  ipAllowlist: ['192.0.2.10', '2001:db8::/48'],
  keyExpiresAt: '2027-01-31T12:00:00.000Z',
  replaces: null,
  oldKeyExpiresInSeconds: null,
  createdAt: '2026-11-23T11:21:00.000Z',
  expiresAt: '2026-11-23T11:51:00.000Z',
  mail: null,
  keyId: null,
  revealUntil: null,
};
const SENT = {
  state: 'sent',
  attempts: 1,
  sentAt: '2026-11-23T11:21:42.120Z',
  failure: null,
  resendsLeft: 2,
};
const COUNTERSIGNED = {
  ...BEGUN,
  state: 'awaiting_confirmation',
  nextStep: 'confirmation',
  attemptsLeft: 4,
  mail: SENT,
};
const REVEALED = {
  ...COUNTERSIGNED,
  state: 'revealed',
  nextStep: 'acknowledgement',
  keyId: 'ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU',
  revealUntil: '2026-11-23T11:33:05.000Z',
};

/** A key creation as its owner sees it. */
export const KeyCreationSchema = Type.Object(
  {
    id: Uuid,
    state: OneOf(KEY_CREATION_STATES, {
      title: 'KeyCreationState',
      description: 'Judged now: an overdue creation is `expired`.',
    }),
    nextStep: nullable(
      OneOf(['second_factor', 'confirmation', 'acknowledgement'], { examples: ['second_factor'] }),
      'What the person does next; `null` when nothing is left to do.',
    ),
    secondFactorMethods: Type.Array(SecondFactorMethodSchema, {
      description: 'What the account can countersign with, the preferred one first.',
    }),
    attemptsLeft: Type.Integer({
      minimum: 0,
      description: 'Second-factor attempts that are left; the one that succeeds counts, too.',
      examples: [5],
    }),
    label: LabelSchema,
    permissions: Type.Array(PermissionSchema, {
      description: 'What the key will be able to do, in catalogue order.',
      examples: [['orders:read', 'orders:write', 'wallets:read']],
    }),
    ipAllowlist: IpAllowlistSchema,
    keyExpiresAt: nullable(Timestamp, 'When the key will end; `null` for never.'),
    replaces: nullable(KeyId, 'The key whose place the new one takes; `null` for none.'),
    oldKeyExpiresInSeconds: nullable(
      Type.Integer({ minimum: 0 }),
      'How long that key still works after the confirmation; `null` without one.',
    ),
    createdAt: Timestamp,
    expiresAt: Type.Unsafe<string>({ ...Timestamp, description: 'Must be confirmed before this.' }),
    mail: nullable(ConfirmationMailSchema, '`null` before the second factor.'),
    keyId: nullable(KeyId, 'The key that was made; `null` before the confirmation.'),
    revealUntil: nullable(Timestamp, 'Until when a lost answer to the confirmation can be asked for again.'),
  },
  {
    title: 'KeyCreation',
    description: 'The way from a request for a key to the one showing of its secret.',
    examples: [BEGUN, COUNTERSIGNED, REVEALED],
  },
);

export type KeyCreationView = Static<typeof KeyCreationSchema>;

export const RevealSchema = Type.Object(
  {
    apiKey: ApiKeySchema,
    secret: Type.String({
      pattern: '^cs_[A-Za-z0-9_-]{132}$',
      description: '135 characters. Exists in this answer only.',
      examples: [`cs_${'q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6Ae'.repeat(3)}`],
    }),
    qr: Type.Object(
      {
        payload: Type.String({
          description: 'One line of JSON: `{"v":1,"key":"<key ID>","secret":"<secret>"}`.',
          examples: ['{"v":1,"key":"ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU","secret":"cs_…"}'],
        }),
        svg: Type.String({
          description: 'The payload as a QR code: an `<svg>` element.',
          examples: ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 65 65">…</svg>'],
        }),
      },
      { description: 'For a device with a camera. As secret as the secret.' },
    ),
    revealUntil: Type.Unsafe<string>({
      ...Timestamp,
      description:
        'Until then a lost answer can be asked for again, if the key was not used or acknowledged.',
    }),
  },
  { title: 'Reveal', description: 'The one showing of a secret.' },
);
