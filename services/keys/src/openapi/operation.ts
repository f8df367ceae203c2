import { PER_MINUTE } from '../http/rate-limits.ts';
import { refusalsOf } from '../http/register-routes.ts';
import { isBodyOptional, type Route, type RouteSchemas } from '../http/routes.ts';
import type { Components } from './components.ts';
import { exampleOf, examplesOf } from './example.ts';
import { idempotencyParameter } from './idempotency.ts';
import { problemResponses } from './problem-responses.ts';
import { isRequired, propertiesOf, type Schema } from './schema.ts';

/** Headers of every answer (components.headers says what they are). */
const HEADERS = Object.fromEntries(
  ['request-id', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'].map((name) => [
    name,
    { $ref: `#/components/headers/${name}` },
  ]),
);

const SUCCESS = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted; the rest happens without the caller.',
  204: 'Done. The answer has no body.',
} as const;

/** `/v1/keys/:keyId` as OpenAPI writes it: `/v1/keys/{keyId}`. */
export function pathOf({ url }: Route): string {
  return url.replaceAll(/:([A-Za-z]+)/g, '{$1}');
}

/** The Operation Object of a route (OpenAPI 3.1.1 §4.8.10). */
export function describeOperation(route: Route, components: Components): Record<string, unknown> {
  const { params, querystring, body, otherResponse } = route.schemas;
  const parameters = [
    ...describeParameters('path', params as Schema | undefined, components),
    ...describeParameters('query', querystring as Schema | undefined, components),
    ...(route.idempotency === undefined ? [] : [idempotencyParameter(route.idempotency)]),
  ];
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: route.description,
    security: describeSecurity(route),
    'x-access': route.access,
    'x-requests-per-minute': PER_MINUTE[route.limit ?? 'normal'],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: { required: !isBodyOptional(body), content: describeJson(body as Schema, components) },
    }),
    responses: {
      [route.schemas.response.status]: describeSuccess(route, route.schemas.response, components),
      ...(otherResponse && {
        [otherResponse.status]: describeSuccess(route, otherResponse, components),
      }),
      ...problemResponses(refusalsOf(route), HEADERS),
    },
  };
}

function describeParameters(where: 'path' | 'query', schema: Schema = {}, components: Components): object[] {
  return propertiesOf(schema).map(([name, { description, examples: _, ...member }]) => ({
    name,
    in: where,
    required: where === 'path' || isRequired(schema, name),
    ...(description !== undefined && { description }),
    schema: components.place(member),
    example: exampleOf(propertiesOf(schema).find(([key]) => key === name)?.[1] ?? {}, 'complete', name),
  }));
}

function describeJson(schema: Schema, components: Components, mediaType = 'application/json'): object {
  const examples = Object.entries(examplesOf(schema)).map(([name, value]) => [name, { value }]);
  return {
    [mediaType]: { schema: components.place(schema), examples: Object.fromEntries(examples) },
  };
}

function describeSuccess(
  route: Route,
  { status, schema, mediaType }: RouteSchemas['response'],
  components: Components,
): object {
  const cookies = route.setsCookies ?? [];
  return {
    description: `${SUCCESS[status]}${describeLanding(route)}`,
    headers: {
      ...HEADERS,
      ...(route.idempotency === 'answer-kept' && {
        'idempotency-replayed': { $ref: '#/components/headers/idempotency-replayed' },
      }),
      ...(cookies.length > 0 && {
        'set-cookie': {
          description: `Sets ${cookies.map((name) => `\`${name}\``).join(' and ')}.`,
          schema: { type: 'string' },
        },
      }),
    },
    ...(schema !== null && { content: describeJson(schema as Schema, components, mediaType) }),
  };
}

/** Codes that reach the person at the end of the way, not the caller as a problem. */
function describeLanding({ landsWith = [] }: Route): string {
  const codes = landsWith.map((code) => `\`${code}\``).join(', ');
  return codes === '' ? '' : ` After a refusal the way ends with \`#refused=\` and one of ${codes}.`;
}

/** Either set of names, by the scheme of the site; the binding cookie is needed wherever its absence is a refusal. */
function describeSecurity(route: Route): object[] {
  const cookies = [
    // Some say first that it is the wrong browser, and only then that nobody is signed in.
    ...(route.access !== 'public' || route.refusals.includes('not-signed-in') ? ['session'] : []),
    ...(route.refusals.includes('wrong-browser') ? ['browser'] : []),
    ...(route.landsWith === undefined ? [] : ['browser', 'outside']),
  ];
  if (cookies.length === 0) return [];
  return ['', 'OnHttps'].map((suffix) => Object.fromEntries(cookies.map((name) => [name + suffix, []])));
}
