import { Type } from 'typebox';
import { EMAIL_MAX, EMAIL_PATTERN } from '../users/email-address.ts';

/** Shapes that several operations share. */
export const Uuid = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'Identifier: a UUID in lower case.',
  examples: ['6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11'],
});

export const Timestamp = Type.String({
  description: 'ISO 8601, UTC, milliseconds.',
  examples: ['2026-11-23T11:21:00.000Z'],
});

/** An address in ASCII, without quotes, comments or groups (users/email-address.ts). */
export const EmailSchema = Type.String({
  minLength: 3,
  maxLength: EMAIL_MAX,
  pattern: EMAIL_PATTERN,
  description: 'In ASCII; an international domain in its punycode form. Case does not matter.',
  examples: ['ada@example.com'],
});

/** A token as it stands in a mail's link: 256 bits of base64url. */
export const Token = Type.String({
  pattern: '^[A-Za-z0-9_-]{43}$',
  description: 'As it stands behind `token=` in the link of the mail.',
  examples: ['q0m3kqOYtR3cJ2cS0VwzYB1dZ2l8vU5h7xw9p1n4r6A'],
});

export const KeyId = Type.String({
  pattern: '^ck_[0-9A-Za-z]{30}$',
  description: 'Key ID: the public identifier of an API key.',
  examples: ['ck_lzpufZiEWRbLLhfCTpA0Gqmc0J4vcU'],
});

/** `?limit&cursor` of every list. */
export const PageQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100, default: 25, description: 'Entries on a page.' }),
    ),
    cursor: Type.Optional(
      Type.String({
        pattern: '^[A-Za-z0-9_-]{1,200}$',
        description: '`nextCursor` of the page before.',
        examples: ['MTE0'],
      }),
    ),
  },
  { additionalProperties: false },
);

/** `{items, nextCursor}`; `nextCursor` is `null` on the last page. */
export const Page = <T extends Parameters<typeof Type.Array>[0]>(item: T) =>
  Type.Object({
    items: Type.Array(item, { description: 'The entries of this page, in the order of the list.' }),
    nextCursor: Type.Union([Type.String({ examples: ['MTE0'] }), Type.Null()], {
      description: 'Give it as `cursor` to get the next page; `null` on the last one.',
    }),
  });
