import { Type } from 'typebox';
import { Timestamp, Uuid } from '../http/schemas.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';

export const ProviderSchema = Type.Object(
  {
    name: Type.Union([Type.String({ examples: ['Example Exchange'] }), Type.Null()], {
      description: 'What to write on the button; `null` when this installation has no identity provider.',
    }),
    returnPaths: Type.Array(Type.String({ examples: ['/'] }), {
      description: 'What `next` may be.',
    }),
  },
  { title: 'OutsideSignIn' },
);

const Next = Type.Optional(
  Type.String({
    pattern: '^/[\\x21-\\x7e]*$',
    maxLength: 200,
    description:
      "Path of the console where the way is to end: one of the operator's list, the first unless given.",
    examples: ['/'],
  }),
);

export const StartSchema = Type.Object(
  { next: Next },
  { additionalProperties: false, title: 'OutsideSignInStart' },
);

export const LinkSchema = Type.Object(
  { next: Next, secondFactor: Type.Optional(SecondFactorSchema) },
  { additionalProperties: false, title: 'OutsideIdentityLink' },
);

export const RemovalSchema = Type.Object(
  { secondFactor: Type.Optional(SecondFactorSchema) },
  { additionalProperties: false, title: 'OutsideIdentityRemoval' },
);

export const ExchangeSchema = Type.Object(
  {
    authorizationUrl: Type.String({
      description: 'Where the browser is to go now, as a whole page (`location.assign`).',
      examples: ['https://id.example.com/authorize?client_id=countersign&response_type=code'],
    }),
    expiresAt: Timestamp,
  },
  { title: 'OutsideExchange' },
);

export const IdentitySchema = Type.Object(
  {
    id: Uuid,
    issuer: Type.String({
      description: 'The identity provider that vouches for it.',
      examples: ['https://id.example.com'],
    }),
    createdAt: Timestamp,
    lastUsedAt: Type.Union([Timestamp, Type.Null()]),
  },
  { title: 'OutsideIdentity' },
);

export const IdentityParams = Type.Object({ id: Uuid }, { additionalProperties: false });

const answer = {
  code: Type.Optional(
    Type.String({
      maxLength: 4_096,
      description: 'What the service redeems.',
      examples: ['SplxlOBeZQQYbYS6WxSbIA'],
    }),
  ),
  state: Type.Optional(
    Type.String({
      maxLength: 512,
      description: 'As it was sent along.',
      examples: ['q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A'],
    }),
  ),
  iss: Type.Optional(
    Type.String({
      maxLength: 512,
      description: 'Who answers (RFC 9207).',
      examples: ['https://id.example.com'],
    }),
  ),
  error: Type.Optional(
    Type.String({ maxLength: 128, description: 'Why there is no code.', examples: ['access_denied'] }),
  ),
};

/** What a provider adds of its own is ignored (RFC 6749 §4.1.2). */
export const CallbackSchema = Type.Object(answer, { additionalProperties: true });

export const CompletionSchema = Type.Object(answer, { additionalProperties: false });

export const BouncePageSchema = Type.String({
  description: 'A page that goes on by itself.',
  examples: ['<!doctype html>…'],
});
