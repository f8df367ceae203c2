import type { ErrorObject } from 'ajv';
import t from 'tap';
import { type TSchema, Type } from 'typebox';
import type { Deps } from '../deps.ts';
import { FIELD_ERRORS } from '../field-error.ts';
import { routes } from '../routes.ts';
import { compileValidator, validationRefusal } from './validation.ts';

/** The first fault that the validator finds, as a client sees it. */
function faultOf(schema: TSchema, value: unknown) {
  const validate = compileValidator({ schema, httpPart: 'body' });
  validate(value);
  return validationRefusal(validate.errors as ErrorObject[], 'body').extras.errors?.[0];
}

t.test('a fault has a code and the parameters that a sentence in any language needs', async (t) => {
  const cases: [TSchema, unknown, string, object | undefined][] = [
    [Type.String({ maxLength: 2 }), 'abc', 'maxLength', { max: 2 }],
    [Type.String({ minLength: 2 }), 'a', 'minLength', { min: 2 }],
    [Type.Integer({ minimum: 1 }), 0, 'minimum', { min: 1 }],
    [Type.Integer({ maximum: 1 }), 2, 'maximum', { max: 1 }],
    [Type.Array(Type.String(), { maxItems: 1 }), ['a', 'b'], 'maxItems', { max: 1 }],
    [Type.Array(Type.String(), { minItems: 1 }), [], 'minItems', { min: 1 }],
    [Type.Object({}, { maxProperties: 1 }), { a: 1, b: 2 }, 'maxProperties', { max: 1 }],
    [Type.String(), 1, 'type', { type: 'string' }],
    [Type.String({ enum: ['a', 'b'] }), 'c', 'enum', { allowed: ['a', 'b'] }],
    [Type.String({ pattern: '^a$' }), 'canary', 'pattern', undefined],
    [Type.Object({ a: Type.String() }), {}, 'required', undefined],
    [Type.Object({}, { additionalProperties: false }), { canary: 1 }, 'unknown-field', undefined],
  ];
  for (const [schema, value, code, params] of cases) {
    const fault = faultOf(schema, value);
    t.equal(fault?.code, code);
    t.same(fault?.params, params, code);
    t.notMatch(JSON.stringify(fault), /canary/, 'nothing of what was sent');
  }
});

/** Every keyword anywhere in a schema that a value can fail at. */
function keywordsOf(schema: unknown): string[] {
  if (schema === null || typeof schema !== 'object') return [];
  return Object.entries(schema).flatMap(([keyword, value]) =>
    keyword === 'properties'
      ? Object.values(value).flatMap(keywordsOf)
      : keyword === 'examples'
        ? []
        : [keyword, ...keywordsOf(value)],
  );
}

const ANNOTATIONS = /^(\d+|title|description|default|items|properties|additionalProperties|~.*|x-.*)$/;

t.test('every keyword that any operation validates with is a code of its own', async (t) => {
  const inputs = routes({} as Deps).flatMap(({ schemas }) => [
    schemas.params,
    schemas.querystring,
    schemas.body,
  ]);
  const keywords = new Set(inputs.flatMap(keywordsOf).filter((keyword) => !ANNOTATIONS.test(keyword)));
  t.ok(keywords.size > 5);
  t.same(
    [...keywords].filter((keyword) => !Object.hasOwn(FIELD_ERRORS, keyword)),
    [],
  );
});
