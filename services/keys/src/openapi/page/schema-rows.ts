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

/** The component that a schema, or the items of an array, refers to. */
export function referenceOf(schema: Schema): string | null {
  const target = (schema.$ref ?? (schema.items as Schema | undefined)?.$ref) as string | undefined;
  return target?.split('/').at(-1) ?? null;
}

export function typeOf(schema: Schema): string {
  const reference = schema.$ref as string | undefined;
  if (reference !== undefined) return reference.split('/').at(-1) ?? '';
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return [...new Set(alternativesOf(schema).map(typeOf))].join(' or ');
  return Array.isArray(schema.type) ? schema.type.join(' or ') : String(schema.type ?? 'any');
}

const WORDING: Readonly<Record<string, (value: unknown) => string>> = {
  enum: (values) => `One of ${(values as unknown[]).map((value) => `\`${value}\``).join(', ')}.`,
  pattern: (pattern) => `Matches \`${pattern}\`.`,
  minimum: (value) => `At least ${value}.`,
  maximum: (value) => `At most ${value}.`,
  minLength: (value) => `At least ${value} characters.`,
  maxLength: (value) => `At most ${value} characters.`,
  minItems: (value) => `At least ${value} entries.`,
  maxItems: (value) => `At most ${value} entries.`,
  default: (value) => `Default \`${JSON.stringify(value)}\`.`,
};

function constraints(schema: Schema): string {
  return Object.entries(WORDING)
    .filter(([keyword]) => schema[keyword] !== undefined)
    .map(([keyword, wording]) => wording(schema[keyword]))
    .join(' ');
}
