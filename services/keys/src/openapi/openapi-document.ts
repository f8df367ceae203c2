import type { Route } from '../http/routes.ts';
import { Components } from './components.ts';
import { describeOperation, pathOf } from './operation.ts';
import { OVERVIEW, TAGS } from './overview.ts';
import { PROBLEM_SCHEMA, problemExamples } from './problem-responses.ts';

export type OpenApiDocument = Readonly<Record<string, unknown>>;

/**
 * The OpenAPI 3.1 document of a list of routes. Everything in it comes from the routes, the problems and the
 * limits themselves, so it cannot say anything that the service does not do.
 *
 * @throws Error if a route has an undescribed tag, or a schema without what an example needs
 */
export function openApiDocument(routes: readonly Route[]): OpenApiDocument {
  const components = new Components();
  components.place(PROBLEM_SCHEMA);
  const paths = describePaths(routes, components);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Countersign key service',
      version: '1.0.0',
      summary: 'Create, review and revoke API keys.',
      description: OVERVIEW,
      contact: { name: 'Whoever operates this installation' },
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [
      { url: 'http://localhost:3000', description: 'The local stack (`npm start`).' },
      {
        url: 'https://{host}',
        description: 'An installation.',
        variables: { host: { default: 'keys.example.com' } },
      },
    ],
    tags: tagsOf(routes),
    paths,
    components: {
      securitySchemes: SECURITY_SCHEMES,
      headers: HEADERS,
      examples: problemExamples(),
      schemas: components.schemas(),
    },
  };
}

function describePaths(routes: readonly Route[], components: Components): Record<string, object> {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = pathOf(route);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeOperation(route, components) };
  }
  return paths;
}

function tagsOf(routes: readonly Route[]): { name: string; description: string }[] {
  const used = new Set(routes.map(({ tag }) => tag));
  const undescribed = [...used].filter((tag) => TAGS[tag] === undefined);
  if (undescribed.length > 0)
    throw new Error(`overview.ts does not describe the tag ${undescribed.join(', ')}`);
  return Object.entries(TAGS)
    .filter(([name]) => used.has(name))
    .map(([name, description]) => ({ name, description }));
}

const cookie = (name: string, description: string) => ({ type: 'apiKey', in: 'cookie', name, description });

const SECURITY_SCHEMES = {
  session: cookie('countersign_session', 'The session, where the site is http (a local stack).'),
  sessionOnHttps: cookie('__Host-countersign_session', 'The session, where the site is https.'),
  browser: cookie('countersign_browser', 'The browser binding, where the site is http (a local stack).'),
  browserOnHttps: cookie('__Host-countersign_browser', 'The browser binding, where the site is https.'),
  outside: cookie('countersign_outside', 'A way to the identity provider and back, where the site is http.'),
  outsideOnHttps: cookie('__Secure-countersign_outside', 'That way, where the site is https.'),
};

const HEADERS = {
  'request-id': { description: 'Identifies this request in our logs.', schema: { type: 'string' } },
  'ratelimit-limit': { description: 'Requests that the window allows.', schema: { type: 'integer' } },
  'ratelimit-remaining': { description: 'Requests left in the window.', schema: { type: 'integer' } },
  'ratelimit-reset': { description: 'Seconds until the window ends.', schema: { type: 'integer' } },
  'idempotency-replayed': {
    description:
      '`true` where this is the first answer to this idempotency key once more; else it is left out.',
    schema: { type: 'string', const: 'true' },
  },
  'retry-after': {
    description:
      'Seconds after which trying again can help. With `withdraw-on-hold` and `idempotency-key-in-use`, and with every 429 and 503.',
    schema: { type: 'integer' },
  },
};
