import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import { Type } from 'typebox';
import { defineRoute, type Route } from '../http/routes.ts';
import { KeyId, Page, PageQuery } from '../http/schemas.ts';
import { SecondFactorSchema } from '../second-factors/second-factor.ts';
import { type OpenApiDocument, openApiDocument } from './openapi-document.ts';
import { TAGS } from './overview.ts';

const [TAG = ''] = Object.keys(TAGS);
const Kitten = Type.Object({ id: KeyId, name: Type.String({ examples: ['Mia'] }) }, { title: 'Kitten' });

const base = { tag: TAG, summary: 'A summary', description: 'A description.', refusals: [] } as const;

const KITTENS: readonly Route[] = [
  defineRoute({
    ...base,
    method: 'GET',
    url: '/v1/kittens',
    operationId: 'listKittens',
    access: 'public',
    schemas: { querystring: PageQuery, response: { status: 200, schema: Page(Kitten) } },
    handle: async () => ({ items: [], nextCursor: null }),
  }),
  defineRoute({
    ...base,
    method: 'PATCH',
    url: '/v1/kittens/:kittenId',
    operationId: 'changeKitten',
    access: 'session',
    refusals: ['wrong-browser', 'key-already-revoked'],
    limit: 'strict',
    setsCookies: ['countersign_session'],
    schemas: {
      params: Type.Object({ kittenId: KeyId }, { additionalProperties: false }),
      body: Type.Object(
        { name: Type.Optional(Type.String({ examples: ['Mia'] })), secondFactor: SecondFactorSchema },
        { additionalProperties: false },
      ),
      response: { status: 204, schema: null },
    },
    handle: async () => undefined,
  }),
];

const at = (document: unknown, ...path: readonly string[]) =>
  path.reduce((value, name) => (value as Record<string, unknown>)?.[name], document);

const operation = (document: OpenApiDocument, path: string, method: string) =>
  at(document, 'paths', path, method) as Record<string, unknown>;

t.test('a named shape stands once in the document and is referred to from every use', async (t) => {
  const document = openApiDocument(KITTENS);
  t.match(at(document, 'components', 'schemas', 'Kitten'), { properties: { name: { type: 'string' } } });
  const listed = at(
    operation(document, '/v1/kittens', 'get'),
    'responses',
    '200',
    'content',
    'application/json',
  );
  t.match(listed, {
    schema: { properties: { items: { items: { $ref: '#/components/schemas/Kitten' } } } },
    examples: { complete: { value: { items: [{ name: 'Mia' }], nextCursor: 'MTE0' } } },
  });
});

t.test(
  'every refusal that a route can answer stands under its status, the common ones included',
  async (t) => {
    const { responses } = operation(openApiDocument(KITTENS), '/v1/kittens/{kittenId}', 'patch');
    const codes = Object.entries(responses as object).flatMap(([status, answer]) =>
      Object.keys(at(answer, 'content', 'application/problem+json', 'examples') ?? {}).map(
        (code) => `${status} ${code}`,
      ),
    );
    t.strictSame(codes, [
      '400 validation-failed',
      '400 malformed-request',
      '401 not-signed-in',
      '403 origin-refused',
      '403 second-factor-required',
      '409 wrong-browser',
      '409 key-already-revoked',
      '413 payload-too-large',
      '415 unsupported-media-type',
      '429 rate-limited',
      '500 internal-error',
      '503 service-unavailable',
    ]);
    t.ok(at(responses, '429', 'headers', 'retry-after'));
  },
);

t.test('an operation says which cookies it needs and which it sets', async (t) => {
  const changed = operation(openApiDocument(KITTENS), '/v1/kittens/{kittenId}', 'patch');
  t.strictSame(changed.security, [
    { session: [], browser: [] },
    { sessionOnHttps: [], browserOnHttps: [] },
  ]);
  t.match(at(changed, 'responses', '204', 'headers', 'set-cookie', 'description'), 'countersign_session');
  t.strictSame(operation(openApiDocument(KITTENS), '/v1/kittens', 'get').security, []);
});

t.test(
  'a body with a second factor has an example for each method, and every example is valid',
  async (t) => {
    const changed = operation(openApiDocument(KITTENS), '/v1/kittens/{kittenId}', 'patch');
    const examples = at(changed, 'requestBody', 'content', 'application/json', 'examples') as object;
    t.strictSame(Object.keys(examples), ['totp', 'webauthn', 'recovery_code']);
    const validate = new Ajv2020().compile(KITTENS[1]?.schemas.body as object);
    for (const [name, { value }] of Object.entries(examples)) {
      t.ok(validate(value), name);
      t.match(value, { name: 'Mia', secondFactor: { method: name } });
    }
  },
);

t.test(
  'a schema that gives no example, a tag without description and a title used twice are refused',
  async (t) => {
    const [list, change] = KITTENS as [Route, Route];
    const withSchema = (schema: Route['schemas']['response']['schema']): Route => ({
      ...list,
      schemas: { response: { status: 200, schema } },
    });
    t.throws(() => openApiDocument([withSchema(Type.Object({ colour: Type.String() }))]), {
      message: 'value.colour needs "examples"',
    });
    t.throws(() => openApiDocument([{ ...list, tag: 'Nobody knows' }]), { message: /Nobody knows/ });
    const other = Type.Object({ id: Type.Integer() }, { title: 'Kitten' });
    t.throws(() => openApiDocument([list, change, { ...withSchema(other), url: '/v1/others' }]), {
      message: 'two different schemas are titled Kitten',
    });
  },
);
