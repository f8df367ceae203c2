import { type Static, Type } from 'typebox';

/** The fresh proof that a request carries: `secondFactor` of the API. WebAuthn joins as a third method. */
export const SecondFactorSchema = Type.Union(
  [
    Type.Object(
      { method: Type.Literal('totp'), code: Type.String({ pattern: '^[0-9]{6}$' }) },
      { additionalProperties: false },
    ),
    Type.Object(
      { method: Type.Literal('recovery_code'), code: Type.String({ pattern: '^[A-Za-z0-9-]{8,40}$' }) },
      { additionalProperties: false },
    ),
  ],
  { description: 'A fresh second factor. Each TOTP code and each recovery code is accepted once.' },
);

export type SecondFactor = Static<typeof SecondFactorSchema>;
export type SecondFactorMethod = SecondFactor['method'];
