import { type Static, Type } from 'typebox';
import { Uuid } from '../http/schemas.ts';
import { AssertionSchema } from './webauthn/webauthn.schemas.ts';

/** The fresh proof that a request carries: `secondFactor` of the API. */
export const SecondFactorSchema = Type.Union(
  [
    Type.Object(
      {
        method: Type.Literal('totp', { description: 'By an authenticator app.' }),
        code: Type.String({
          pattern: '^[0-9]{6}$',
          description: 'The code that the app shows now.',
          examples: ['492039'],
        }),
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        method: Type.Literal('webauthn', { description: 'By a security key.' }),
        challengeId: { ...Uuid, description: 'Of the answer to `POST /v1/second-factor-challenges`.' },
        assertion: AssertionSchema,
      },
      { additionalProperties: false },
    ),
    Type.Object(
      {
        method: Type.Literal('recovery_code', { description: 'By a recovery code.' }),
        code: Type.String({
          pattern: '^[A-Za-z0-9-]{8,40}$',
          description: 'One that was not used. Case and dashes do not matter.',
          examples: ['7KQF-2M9X-HD3P-W4TN-0V8C'],
        }),
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
  { description: 'How a second factor is given.', examples: ['totp'] },
);
