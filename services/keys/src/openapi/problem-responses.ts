import { FIELD_ERROR_CODES, FIELD_ERRORS, type FieldError } from '../field-error.ts';
import { PROBLEMS, toProblem } from '../http/problems.ts';
import { REFUSAL_CODES, Refusal, type RefusalCode } from '../refusal.ts';
import type { Schema } from './schema.ts';

const REQUEST_ID = '6f1c1a52-9d0b-4c43-8f0e-0a3f6f0f2f11';

/** `x-meanings` tells in English what each code says, `x-params` which parameters come with it. */
const FIELD_ERROR_SCHEMA: Schema = {
  title: 'FieldError',
  description: 'What is wrong with one field of the input.',
  type: 'object',
  required: ['field', 'code', 'detail'],
  properties: {
    field: {
      type: 'string',
      description:
        'Path of the field, such as `permissions.0`; `body`, `params` or `querystring` where it is the whole.',
    },
    code: {
      type: 'string',
      enum: FIELD_ERROR_CODES,
      description: 'The stable word for what is wrong; its meaning never changes.',
      'x-meanings': Object.fromEntries(FIELD_ERROR_CODES.map((code) => [code, FIELD_ERRORS[code].meaning])),
      'x-params': Object.fromEntries(FIELD_ERROR_CODES.map((code) => [code, FIELD_ERRORS[code].params])),
    },
    detail: { type: 'string', description: 'The same in English.' },
    params: {
      type: 'object',
      description:
        'What a sentence in another language needs, such as `{"max": 64}`; left out where there is nothing to say.',
      additionalProperties: {
        anyOf: [
          { type: 'string' },
          { type: 'number' },
          { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'number' }] } },
        ],
      },
    },
  },
};

/** RFC 9457 with the members that every problem of this API has. */
export const PROBLEM_SCHEMA: Schema = {
  title: 'Problem',
  description: 'A refusal (RFC 9457). Programs read `code`; people read `title` and `detail`.',
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail', 'requestId'],
  properties: {
    type: { type: 'string', description: '`urn:countersign:problem:` and the code.' },
    title: { type: 'string', description: 'What was refused, in a few words.' },
    status: { type: 'integer', description: 'The HTTP status again.' },
    code: { type: 'string', enum: [...REFUSAL_CODES], description: 'The stable word for this refusal.' },
    detail: { type: 'string', description: 'What to do about it.' },
    requestId: {
      type: 'string',
      description: 'Name this to support; the same as in the `request-id` header.',
    },
    errors: {
      type: 'array',
      description: 'One entry for each field that needs another value.',
      items: FIELD_ERROR_SCHEMA,
    },
  },
};

/** One example a code, shared by all operations. */
export function problemExamples(): Record<RefusalCode, { summary: string; value: unknown }> {
  const entries = REFUSAL_CODES.map((code) => {
    const extras = code === 'validation-failed' ? { errors: [VALIDATION_ERROR] } : {};
    return [
      code,
      { summary: PROBLEMS[code].title, value: toProblem(new Refusal(code, extras), REQUEST_ID) },
    ] as const;
  });
  return Object.fromEntries(entries) as Record<RefusalCode, { summary: string; value: unknown }>;
}

const VALIDATION_ERROR: FieldError = {
  field: 'label',
  code: 'label-too-long',
  detail: 'must have at most 64 characters',
  params: { max: 64 },
};

/** Refusals that end by themselves, and say when. */
export const saysWhen = (code: RefusalCode): boolean =>
  [429, 503].includes(PROBLEMS[code].status) || WITH_RETRY_AFTER.has(code);

const WITH_RETRY_AFTER: ReadonlySet<RefusalCode> = new Set(['withdraw-on-hold', 'idempotency-key-in-use']);

/** The refusals of an operation by status, each code with its example. */
export function problemResponses(codes: readonly RefusalCode[], headers: object): Record<string, object> {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status);
  const statuses = [...byStatus.keys()].sort((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [status, problemResponse(byStatus.get(status) ?? [], headers)]),
  );
}

function problemResponse(codes: readonly RefusalCode[], headers: object): object {
  return {
    description: `${codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('. ')}.`,
    headers: codes.some(saysWhen)
      ? { ...headers, 'retry-after': { $ref: '#/components/headers/retry-after' } }
      : headers,
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}
