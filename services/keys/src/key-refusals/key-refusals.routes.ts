import { Type } from 'typebox';
import { OneOf } from '../api-keys/api-key.ts';
import type { Deps } from '../deps.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { KeyId, Page, Timestamp } from '../http/schemas.ts';
import { Refusal } from '../refusal.ts';
import { REFUSAL_FIELDS } from './key-refusal.ts';
import { type KeyRefusal, listKeyRefusals } from './key-refusal-store.ts';
import { guessNonceUnit, NONCE_UNITS } from './nonce-unit.ts';

const NonceUnitSchema = OneOf(NONCE_UNITS, {
  description: 'What the client seems to count in, by the number of digits.',
  examples: ['milliseconds'],
});

const KeyRefusalSchema = Type.Object(
  {
    ...REFUSAL_FIELDS,
    count: Type.Integer({ minimum: 1, description: 'How often, ever.', examples: [12] }),
    firstAt: Timestamp,
    lastAt: Timestamp,
    nonce: Type.String({
      description:
        'The nonce of the latest, in digits; `0` if a scoped token was shown, which has none that counts.',
      examples: ['1795432867000'],
    }),
    nonceUnit: NonceUnitSchema,
    lastNonce: Type.String({
      description: 'The highest nonce that the key has used up: the next one must be above it.',
      examples: ['1795432867000000'],
    }),
    lastNonceUnit: NonceUnitSchema,
  },
  { title: 'KeyRefusal' },
);

export function keyRefusalRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'GET',
      url: '/v1/keys/:keyId/refusals',
      operationId: 'listKeyRefusals',
      tag: 'API keys',
      summary: 'Why requests with a key were refused',
      description:
        'What the gateway tells nobody but the owner: the latest refusal of each kind and how many there were, the newest first. Written down within a few seconds. All of them fit on one page. A refused signature shows only that somebody used the key ID: its address and path are what the sender chose.',
      access: 'session',
      schemas: {
        params: Type.Object({ keyId: KeyId }, { additionalProperties: false }),
        response: { status: 200, schema: Page(KeyRefusalSchema) },
      },
      refusals: ['not-found'],
      async handle({ session, params }) {
        const refusals = await listKeyRefusals(deps.db, { userId: session.userId, keyId: params.keyId });
        if (refusals === null) throw new Refusal('not-found');
        return { items: refusals.map(present), nextCursor: null };
      },
    }),
  ];
}

function present(refusal: KeyRefusal) {
  return {
    ...refusal,
    firstAt: refusal.firstAt.toISOString(),
    lastAt: refusal.lastAt.toISOString(),
    nonceUnit: guessNonceUnit(refusal.nonce),
    lastNonceUnit: guessNonceUnit(refusal.lastNonce),
  };
}
