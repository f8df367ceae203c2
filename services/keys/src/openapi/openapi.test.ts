import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import t from 'tap';
import { parse } from 'yaml';
import type { Deps } from '../deps.ts';
import { refusalsOf } from '../http/register-routes.ts';
import { REFUSAL_CODES, type RefusalCode } from '../refusal.ts';
import { routes } from '../routes.ts';
import { STEP_UP_PURPOSES } from '../second-factors/approval.ts';
import { openApiDocument } from './openapi-document.ts';
import { pathOf } from './operation.ts';
import { type Answer, type Content, type DescribedApi, operationsOf } from './page/document.ts';
import { saysWhen } from './problem-responses.ts';
import { alternativesOf, propertiesOf, type Schema } from './schema.ts';
import { toYaml } from './yaml-adapter.ts';

const ROUTES = routes({} as Deps);
const file = readFileSync(new URL('../../../../openapi.yaml', import.meta.url), 'utf8');
const api = parse(file) as DescribedApi;

t.test('openapi.yaml is what the routes say today (else: npm run openapi)', async (t) => {
  t.equal(file, toYaml(openApiDocument(ROUTES)));
});

t.test('openapi.yaml is valid OpenAPI 3.1', async (t) => {
  const validator = new Validator();
  t.strictSame(await validator.validate(file), { valid: true });
  t.equal(validator.version, '3.1');
});

t.test('every route has exactly one operation, each with a name of its own', async (t) => {
  const described = operationsOf(api).map(({ method, path }) => `${method} ${path}`);
  const existing = ROUTES.map((route) => `${route.method} ${pathOf(route)}`);
  t.strictSame(described.toSorted(), existing.toSorted());
  t.equal(new Set(existing).size, existing.length);
  const names = ROUTES.map(({ operationId }) => operationId);
  t.equal(new Set(names).size, names.length);
  t.ok(names.length > 0);
});

const codesOf = ({ content }: Answer) => Object.keys(content?.['application/problem+json']?.examples ?? {});

t.test('every refusal of every operation is documented under its status, with an example', async (t) => {
  for (const route of ROUTES) {
    const placed = operationsOf(api).find(({ operation }) => operation.operationId === route.operationId);
    const documented = Object.values(placed?.operation.responses ?? {}).flatMap(codesOf);
    t.strictSame(documented.toSorted(), [...new Set(refusalsOf(route))].toSorted(), route.operationId);
  }
});

t.test('every refusal code that exists can come from some operation', async (t) => {
  const possible = new Set(ROUTES.flatMap((route) => [...refusalsOf(route), ...(route.landsWith ?? [])]));
  // What is no operation, or no request yet, is answered with these.
  const outside = ['not-found', 'method-not-allowed', 'request-timeout', 'headers-too-large'];
  t.strictSame(
    REFUSAL_CODES.filter((code) => !possible.has(code) && !outside.includes(code)),
    [],
  );
});

t.test('every example is what its schema describes', async (t) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema({ $id: 'https://openapi.test/', ...api });
  const check = (pointer: string, value: unknown) => {
    const validate = ajv.compile({ $ref: `https://openapi.test/#${pointer}` });
    t.ok(validate(value), `${pointer} ${JSON.stringify(validate.errors)}`);
  };
  const checkContent = (pointer: string, content: Content = {}) => {
    for (const [type, { examples }] of Object.entries(content)) {
      const schema = `${pointer}/content/${escaped(type)}/schema`;
      for (const example of Object.values(examples)) if ('value' in example) check(schema, example.value);
    }
  };
  for (const { method, path, operation } of operationsOf(api)) {
    const pointer = `/paths/${escaped(path)}/${method.toLowerCase()}`;
    checkContent(`${pointer}/requestBody`, operation.requestBody?.content);
    for (const [index, { example }] of (operation.parameters ?? []).entries()) {
      check(`${pointer}/parameters/${index}/schema`, example);
    }
    for (const [status, { content }] of Object.entries(operation.responses)) {
      checkContent(`${pointer}/responses/${status}`, content);
    }
  }
  for (const { value } of Object.values(api.components.examples)) check('/components/schemas/Problem', value);
});

/** A name as part of a JSON pointer in a URI (RFC 6901 §6). */
function escaped(name: string): string {
  return encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'));
}

t.test('an example is there for every body and every answer with one', async (t) => {
  for (const { operation } of operationsOf(api)) {
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.values(part?.content ?? {}),
    );
    for (const { examples } of contents) t.ok(Object.keys(examples).length > 0, operation.operationId);
  }
});

/** Members of a schema, and of all inside it, that nothing describes. */
function undescribed(schema: Schema, path: string): string[] {
  const inside = [schema.items, ...alternativesOf(schema)].filter(Boolean) as Schema[];
  return [
    ...propertiesOf(schema).flatMap(([name, member]) => {
      const referred =
        api.components.schemas[
          String(member.$ref ?? '')
            .split('/')
            .at(-1) ?? ''
        ];
      const own = member.description ?? referred?.description;
      return [...(own === undefined ? [`${path}.${name}`] : []), ...undescribed(member, `${path}.${name}`)];
    }),
    ...inside.flatMap((part) => undescribed(part, `${path}[]`)),
  ];
}

t.test('every parameter, every field of a body or an answer, and every answer is described', async (t) => {
  const found = Object.entries(api.components.schemas).flatMap(([name, schema]) => undescribed(schema, name));
  for (const { method, path, operation } of operationsOf(api)) {
    const at = `${method} ${path}`;
    for (const { name, description } of operation.parameters ?? [])
      if (!description) found.push(`${at} ${name}`);
    const parts = [operation.requestBody, ...Object.values(operation.responses)];
    for (const { schema } of parts.flatMap((part) => Object.values(part?.content ?? {}))) {
      found.push(...undescribed(schema, at));
    }
    for (const [status, answer] of Object.entries(operation.responses)) {
      if (!answer.description) found.push(`${at} ${status}`);
    }
  }
  t.strictSame(found, [], 'else: a description at the schema');
});

t.test(
  'every operation that takes a second factor names the purpose, and every purpose has one',
  async (t) => {
    const purposes = new Set<string>();
    const takesFactor = ({ schemas }: (typeof ROUTES)[number]) =>
      propertiesOf((schemas.body ?? {}) as Schema).some(([name]) => name === 'secondFactor');
    for (const { operationId, description } of ROUTES.filter(takesFactor)) {
      const named = STEP_UP_PURPOSES.filter((purpose) =>
        new RegExp(`purpose (is )?\\\`${purpose}\\\``).test(description),
      );
      t.equal(named.length, 1, operationId);
      for (const purpose of named) purposes.add(purpose);
    }
    t.same([...purposes].toSorted(), [...STEP_UP_PURPOSES].toSorted());
  },
);

t.test('a refusal that says when to try again has the header in its description', async (t) => {
  for (const { operation } of operationsOf(api)) {
    for (const [status, answer] of Object.entries(operation.responses)) {
      const says = (codesOf(answer) as RefusalCode[]).some(saysWhen);
      const { headers = {} } = answer as { headers?: Record<string, unknown> };
      t.equal('retry-after' in headers, says, `${operation.operationId} ${status}`);
    }
  }
});

t.test('nothing but pages and health probes is served besides the described operations', async (t) => {
  const source = fileURLToPath(new URL('..', import.meta.url));
  const files = globSync('**/*.ts', { cwd: source }).filter(
    (path) => !/(\.test|test-[a-z]+)\.ts$/.test(path),
  );
  const serving = files.filter((path) =>
    /\bapp\s*\.(get|post|put|patch|delete|all|route)\(/.test(readFileSync(source + path, 'utf8')),
  );
  const known = [
    'http/register-routes.ts',
    'http/health.ts',
    'openapi/docs.routes.ts',
    'console/console.routes.ts',
  ];
  t.same(serving.toSorted(), known.toSorted());
});
