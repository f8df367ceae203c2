import { alternativesOf, discriminatorOf, isRequired, propertiesOf, type Schema } from '../schema.ts';

/** One line of a table that explains a schema. `reference` names the component that explains the rest. */
export type SchemaRow = {
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly reference: string | null;
};

/** The members of an object schema, those of objects inside it by their path (`qr.svg`). */
export function schemaRows(schema: Schema, prefix = ''): SchemaRow[] {
  const variants = alternativesOf(schema).flatMap((variant) =>
    schemaRows(variant, prefix).map((row) => ({ ...row, path: `${row.path} (${discriminatorOf(variant)})` })),
  );
  const members = propertiesOf(schema).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const inside = member.type === 'array' ? (member.items as Schema) : member;
    const below = schemaRows(inside, member.type === 'array' ? `${path}[].` : `${path}.`);
    return [{ path, isRequired: isRequired(schema, name), ...describe(member) }, ...below];
  });
  return [...members, ...variants];
}

function describe(schema: Schema): Pick<SchemaRow, 'type' | 'description' | 'reference'> {
  const description = [schema.description, constraints(schema)].filter(Boolean).join(' ');
  return { type: typeOf(schema), description, reference: referenceOf(schema) };
}

/** The component that a schema, one of its alternatives, or the items of an array, refers to. */
export function referenceOf(schema: Schema): string | null {
  const candidates = [schema, (schema.items ?? {}) as Schema, ...alternativesOf(schema)];
  const target = candidates.find(({ $ref }) => $ref !== undefined)?.$ref as string | undefined;
  return target?.split('/').at(-1) ?? null;
}

export function typeOf(schema: Schema): string {
  if (schema.$ref !== undefined) return referenceOf(schema) ?? '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(alternativesOf(schema).map(typeOf))].join(' or ');
  const types = [schema.type ?? 'any'].flat();
  return types
    .map((type) => (type === 'array' ? `list of ${typeOf(schema.items as Schema)}` : type))
    .join(' or ');
}

const counted = (count: unknown, noun: string, plural: string) => `${count} ${count === 1 ? noun : plural}`;
const characters = (count: unknown) => counted(count, 'character', 'characters');
const entries = (count: unknown) => counted(count, 'entry', 'entries');

const WORDING: Readonly<Record<string, (value: unknown) => string>> = {
  enum: (values) => `One of ${(values as unknown[]).map((value) => `\`${value}\``).join(', ')}.`,
  // A backtick would end the code that it stands in.
  pattern: (pattern) => `Matches \`${String(pattern).replaceAll('`', '\\x60')}\`.`,
  minimum: (value) => `At least ${value}.`,
  maximum: (value) => `At most ${value}.`,
  minLength: (value) => `At least ${characters(value)}.`,
  maxLength: (value) => `At most ${characters(value)}.`,
  minItems: (value) => `At least ${entries(value)}.`,
  maxItems: (value) => `At most ${entries(value)}.`,
  default: (value) => `Default \`${JSON.stringify(value)}\`.`,
};

function constraints(schema: Schema): string {
  return Object.entries(WORDING)
    .filter(([keyword]) => schema[keyword] !== undefined)
    .map(([keyword, wording]) => wording(schema[keyword]))
    .join(' ');
}
