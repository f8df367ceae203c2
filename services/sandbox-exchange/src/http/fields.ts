import { Type } from 'typebox';
import { DECIMAL_PATTERN, parseUnits, type Units } from '../money/units.ts';
import { invalid } from '../refusal.ts';

/** Pieces of request schemas. Money comes as text, or as a number from people with curl. */
export const Decimal = Type.Union([
  Type.String({ pattern: DECIMAL_PATTERN }),
  Type.Number({ minimum: -1e15, maximum: 1e15 }),
]);
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
/** Client and group ids are int45. */
export const ClientId = Type.Integer({ minimum: 0, maximum: 2 ** 45 - 1 });
export const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
export const Time = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** A word that another rule looks up: a symbol, a method, a currency. */
export const Word = Type.String({ minLength: 1, maxLength: 64 });
export const Note = Type.String({ maxLength: 256 });
export const Flag = Type.Union([Type.Literal(0), Type.Literal(1)]);

/** An object that has these fields and no others. */
export function fields<P extends Parameters<typeof Type.Object>[0]>(properties: P) {
  return Type.Object(properties, { additionalProperties: false });
}

export const Nothing = fields({});

export function toUnits(value: string | number, field: string): Units {
  const parsed = parseUnits(value);
  if (parsed === null) throw invalid(field);
  return parsed;
}

export function toOptionalUnits(value: string | number | undefined, field: string): Units | undefined {
  return value === undefined ? undefined : toUnits(value, field);
}
