import { Type } from 'typebox';
import { ApiKeySchema } from '../api-keys/api-key.ts';
import { SettingSchemas } from '../api-keys/key-settings.schemas.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';

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

export const EditedKeySchema = Type.Object({ apiKey: ApiKeySchema }, { title: 'EditedKey' });
