import { type Static, Type } from 'typebox';
import { Uuid } from '../http/schemas.ts';
import { AssertionSchema } from './webauthn/webauthn.schemas.ts';

/** The fresh proof that a request carries: `secondFactor` of the API. */
export const SecondFactorSchema = Type.Union(
  [
    Type.Object(
      { method: Type.Literal('totp'), code: Type.String({ pattern: '^[0-9]{6}$', examples: ['492039'] }) },
      { additionalProperties: false },
    ),
    Type.Object(
      { method: Type.Literal('webauthn'), challengeId: Uuid, assertion: AssertionSchema },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        method: Type.Literal('recovery_code'),
        code: Type.String({ pattern: '^[A-Za-z0-9-]{8,40}$', examples: ['7KQF-2M9X-HD3P-W4TN-0V8C'] }),
      },
      { additionalProperties: false },
    ),
  ],
  {
    title: 'SecondFactor',
    description:
      'A fresh second factor. Each TOTP code, each recovery code and each challenge of `POST /v1/second-factor-challenges` is accepted once.',
  },
);

export type SecondFactor = Static<typeof SecondFactorSchema>;
export type SecondFactorMethod = SecondFactor['method'];

export const SecondFactorMethodSchema = Type.Union(
  [Type.Literal('totp'), Type.Literal('webauthn'), Type.Literal('recovery_code')],
  { examples: ['totp'] },
);
