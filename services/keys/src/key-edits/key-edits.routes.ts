import { toApiKey } from '../api-keys/api-key.ts';
import { KeyParams } from '../api-keys/api-keys.routes.ts';
import type { Deps } from '../deps.ts';
import { bindBrowser } from '../http/browser-binding.ts';
import { defineRoute, type Route } from '../http/routes.ts';
import { STEP_UP_REFUSALS } from '../second-factors/require-step-up.ts';
import { editKey } from './edit-key.ts';
import { EditedKeySchema, KeyEditRequestSchema } from './key-edits.schemas.ts';

export function keyEditRoutes(deps: Deps): readonly Route[] {
  return [
    defineRoute({
      method: 'PATCH',
      url: '/v1/keys/:keyId',
      operationId: 'editKey',
      tag: 'API keys',
      summary: 'Edit an API key',
      description:
        'Changes the settings that are given and leaves the others as they are; the secret stays the same. Needs a ' +
        'fresh second factor for exactly this change. In force on every gateway when the answer arrives. A revoked or ' +
        'expired key cannot be edited.',
      access: 'session',
      limit: 'strict',
      schemas: {
        params: KeyParams,
        body: KeyEditRequestSchema,
        response: { status: 200, schema: EditedKeySchema },
      },
      refusals: [
        'not-found',
        'key-already-revoked',
        'key-expired',
        'key-unchanged',
        'key-version-conflict',
        ...STEP_UP_REFUSALS,
      ],
      setsCookies: ['countersign_browser'],
      async handle({ session, params, body, client, request, reply }) {
        const { secondFactor, ...input } = body;
        const browser = bindBrowser(request, reply, deps);
        const stepUp = { session, secondFactor, browserDigest: browser, client };
        return { apiKey: toApiKey(await editKey(deps, { ...stepUp, keyId: params.keyId, input })) };
      },
    }),
  ];
}
