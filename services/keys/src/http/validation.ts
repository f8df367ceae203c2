import { Ajv, type ErrorObject } from 'ajv';
import { FIELD_ERRORS, type FieldError, type FieldErrorCode, type FieldErrorParams } from '../field-error.ts';
import { Refusal } from '../refusal.ts';

const STRICT = {
  allErrors: false,
  removeAdditional: false,
  coerceTypes: false,
  useDefaults: true,
  strict: true,
} as const;

/** Bodies are taken literally; query and path arrive as text, so numbers in them are read as numbers. */
const body = new Ajv(STRICT);
const text = new Ajv({ ...STRICT, coerceTypes: true });

export function compileValidator({ schema, httpPart }: { schema: unknown; httpPart?: string }) {
  return (httpPart === 'body' ? body : text).compile(schema as object);
}

/** Turns the validator's findings into a refusal that names fields and never repeats what was sent. */
export function validationRefusal(errors: readonly ErrorObject[], part: string): Refusal {
  const telling = errors.filter((error) => !isNoise(error));
  const shown = telling.length > 0 ? telling : errors;
  return new Refusal('validation-failed', { errors: shown.map((error) => toFieldError(error, part)) });
}

/** Of a value that may also be null, only what is wrong with the value helps: not that it is no null either. */
function isNoise({ keyword, params }: ErrorObject): boolean {
  return keyword === 'anyOf' || (keyword === 'type' && params.type === 'null');
}

function toFieldError({ instancePath, keyword, params, message }: ErrorObject, part: string): FieldError {
  const path = instancePath.split('/').slice(1);
  if (keyword === 'required') path.push(String(params.missingProperty));
  const told = paramsOf(keyword, params);
  const unknown = keyword === 'additionalProperties' || keyword === 'unevaluatedProperties';
  return {
    field: path.join('.') || part,
    code: unknown ? 'unknown-field' : isFieldErrorCode(keyword) ? keyword : 'not-valid',
    detail: unknown ? 'holds a field that this operation does not know' : (message ?? 'is not valid'),
    ...(Object.keys(told).length > 0 && { params: told }),
  };
}

const isFieldErrorCode = (keyword: string): keyword is FieldErrorCode => Object.hasOwn(FIELD_ERRORS, keyword);

/** The validator's parameters under the names that all our errors have; nothing of what was sent is among them. */
function paramsOf(
  keyword: string,
  { limit, type, allowedValues, allowedValue }: ErrorObject['params'],
): FieldErrorParams {
  if (limit !== undefined) return /^min/.test(keyword) ? { min: limit } : { max: limit };
  if (type !== undefined) return { type: [type].flat().join(' or ') };
  if (allowedValues !== undefined) return { allowed: allowedValues };
  return allowedValue === undefined ? {} : { allowed: [allowedValue] };
}
