/** A JSON Schema (2020-12) as plain data, which is also what TypeBox makes. */
export type Schema = { readonly [keyword: string]: unknown };

/** The members of an object schema in their order; none for other schemas. */
export function propertiesOf(schema: Schema): readonly [name: string, schema: Schema][] {
  return Object.entries((schema.properties ?? {}) as Record<string, Schema>);
}

export function isRequired(schema: Schema, property: string): boolean {
  return ((schema.required ?? []) as readonly string[]).includes(property);
}

/** The alternatives of a union; none for other schemas. */
export function alternativesOf(schema: Schema): readonly Schema[] {
  return (schema.anyOf ?? []) as readonly Schema[];
}

/** The word that tells this alternative from the others: the value of its first constant member, such as `totp`. */
export function discriminatorOf(alternative: Schema): string | null {
  const constant = propertiesOf(alternative).find(([, { const: value }]) => typeof value === 'string');
  return constant === undefined ? null : String(constant[1].const);
}
